// A station that forgets to stop: its transactions begin, and the next one begins without an end between them.
import { RPCClient } from 'ocpp-rpc';

export class ForgetfulStation {
  static async connect(ohmstead, { id, password }) {
    const client = new RPCClient({
      endpoint: ohmstead.door, identity: id, password, protocols: ['ocpp1.6'], reconnect: false,
    });
    await client.connect();
    await client.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'Forgetful 22' });
    return new ForgetfulStation(client);
  }

  constructor(client) {
    this.client = client;
  }

  /** @param from when it begins; readings of 11 kW follow every five minutes for half an hour */
  async charges(idTag, meterStart, from) {
    const minute = (minutes) => new Date(from + minutes * 60_000).toISOString();
    const status = (word, at) =>
      this.client.call('StatusNotification', { connectorId: 1, status: word, errorCode: 'NoError', timestamp: at });
    const { transactionId } = await this.client.call('StartTransaction', {
      connectorId: 1, idTag, meterStart, timestamp: minute(0),
    });
    await status('Charging', minute(0));
    for (let minutes = 5; minutes <= 30; minutes += 5) {
      await this.client.call('MeterValues', {
        connectorId: 1,
        transactionId,
        meterValue: [{ timestamp: minute(minutes), sampledValue: [
          { value: String(meterStart + (minutes * 11_000) / 60), unit: 'Wh', measurand: 'Energy.Active.Import.Register' },
          { value: '11000', unit: 'W', measurand: 'Power.Active.Import' },
        ] }],
      });
    }
    await status('Available', minute(31));
  }

  /** A stay that ends twice, the second time with another register. */
  async endsTwice(idTag, meterStart, first, second, at) {
    const timestamp = new Date(at).toISOString();
    const { transactionId } = await this.client.call('StartTransaction', { connectorId: 2, idTag, meterStart, timestamp });
    for (const meterStop of [first, second]) {
      await this.client.call('StopTransaction', { transactionId, idTag, meterStop, timestamp, reason: 'Local' });
    }
  }

  disconnect() {
    return this.client.close({ force: true });
  }
}
