// A station at which a car stays for long, with readings every ten seconds, and which has much to say afterwards.
import { RPCClient } from 'ocpp-rpc';

const IN_A_MESSAGE = 100;
const SECOND = 1000;

export class LongStay {
  static async connect(ohmstead, { id, password }) {
    const client = new RPCClient({
      endpoint: ohmstead.door, identity: id, password, protocols: ['ocpp1.6'], reconnect: false,
    });
    await client.connect();
    await client.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'Patience 11' });
    return new LongStay(client);
  }

  constructor(client) {
    this.client = client;
  }

  /** @param readings how many, of 3.6 kW; the last is of now */
  async charges(readings) {
    const from = Date.now() - readings * 10 * SECOND;
    const at = (reading) => new Date(from + reading * 10 * SECOND).toISOString();
    const { transactionId } = await this.client.call('StartTransaction', {
      connectorId: 1, idTag: '04B0B0B0', meterStart: 0, timestamp: at(0),
    });
    await this.#report('Charging');
    for (let first = 1; first <= readings; first += IN_A_MESSAGE) {
      const meterValue = Array.from({ length: Math.min(IN_A_MESSAGE, readings - first + 1) }, (_, i) => ({
        timestamp: at(first + i),
        sampledValue: [{ value: String((first + i) * 10), unit: 'Wh', measurand: 'Energy.Active.Import.Register' }],
      }));
      await this.client.call('MeterValues', { connectorId: 1, transactionId, meterValue });
    }
    await this.client.call('StopTransaction', {
      transactionId, idTag: '04B0B0B0', meterStop: readings * 10, timestamp: at(readings), reason: 'Local',
    });
  }

  /** Says that its other connector is free, and that it is not, in turn. */
  async reports(times) {
    for (let i = 0; i < times; i++) {
      await this.#report(i % 2 === 0 ? 'Unavailable' : 'Available', 2);
    }
  }

  #report(status, connectorId = 1) {
    return this.client.call('StatusNotification', { connectorId, status, errorCode: 'NoError' });
  }

  disconnect() {
    return this.client.close({ force: true });
  }
}
