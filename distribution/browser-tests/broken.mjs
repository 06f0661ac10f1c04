// A station whose cable was cut, with two plugs at one EVSE, by an OCPP client nobody here wrote.
import { RPCClient } from 'ocpp-rpc';

export async function brokenStation(ohmstead, { id, password }) {
  const client = new RPCClient({
    endpoint: ohmstead.door, identity: id, password, protocols: ['ocpp1.6'], reconnect: false,
  });
  await client.connect();
  await client.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'Duo' });
  for (const connectorId of [1, 2]) {
    await client.call('StatusNotification', {
      connectorId, status: 'Faulted', errorCode: 'OtherError', vendorErrorCode: connectorId === 1 ? 'CX026' : '0xBEEF',
    });
  }
  return { disconnect: () => client.close({ force: true }) };
}
