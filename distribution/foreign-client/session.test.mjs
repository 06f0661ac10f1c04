// Every frame in both directions is checked by the client against the official OCPP 1.6 schemas (strict mode): a frame of ours
// that breaks them fails the call it belongs to, or is counted in `violations`.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRPCError, RPCClient } from 'ocpp-rpc';
import { Ohmstead } from './ohmstead.mjs';

let ohmstead;
let station;
const violations = [];
const asked = {};

before(async () => {
  ohmstead = await Ohmstead.start();
  const { password } = await ohmstead.post('/stations', { id: 'FOREIGN-1', label: 'A client nobody here wrote' });
  await ohmstead.post('/tokens', { value: '04A1B2C3', label: 'Van 3' });
  await ohmstead.post('/tokens', { value: '04FFFFFF', blocked: true });
  await ohmstead.post('/tokens', { value: '04EEEEEE', expires: '2020-01-01T00:00:00Z' });
  station = await connected('FOREIGN-1', password);
});

after(async () => {
  await station?.close({ force: true });
  await ohmstead?.stop();
});

async function connected(identity, password) {
  const client = new RPCClient({
    endpoint: ohmstead.door, identity, password, protocols: ['ocpp1.6'], strictMode: true, reconnect: false,
  });
  client.on('strictValidationFailure', ({ error }) => violations.push(error.message));
  const answers = {
    RemoteStartTransaction: { status: 'Accepted' },
    RemoteStopTransaction: { status: 'Rejected' },
    Reset: { status: 'Accepted' },
    UnlockConnector: { status: 'UnlockFailed' },
    ChangeAvailability: { status: 'Scheduled' },
    GetConfiguration: { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }], unknownKey: ['Nope'] },
    ChangeConfiguration: { status: 'RebootRequired' },
    ClearCache: { status: 'Accepted' },
    DataTransfer: { status: 'UnknownMessageId' },
  };
  client.handle(({ method, params }) => {
    asked[method] = params;
    if (!answers[method]) {
      throw createRPCError('NotImplemented');
    }
    return answers[method];
  });
  await client.connect();
  return client;
}

const command = (name, body) => ohmstead.post(`/stations/FOREIGN-1/commands/${name}`, body);
const now = () => new Date().toISOString();
const reading = (wattHours, context) => ({
  timestamp: now(),
  sampledValue: [
    { value: String(wattHours), context, unit: 'Wh', measurand: 'Energy.Active.Import.Register' },
    { value: '11000', unit: 'W', measurand: 'Power.Active.Import' },
  ],
});

test('boots and reports its connector', async () => {
  const boot = await station.call('BootNotification', { chargePointVendor: 'Foreign', chargePointModel: 'Strict' });
  assert.equal(boot.status, 'Accepted');
  assert.ok(Math.abs(Date.parse(boot.currentTime) - Date.now()) < 60_000);
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: now() });
  await station.call('Heartbeat', {});
  await station.call('FirmwareStatusNotification', { status: 'Installed' });
  await station.call('DiagnosticsStatusNotification', { status: 'Idle' });
  const seen = await ohmstead.get('/stations/FOREIGN-1');
  assert.equal(seen.online, true);
  assert.equal(seen.hardware.vendor, 'Foreign');
  assert.equal(seen.connectors.find(({ evse }) => evse === 1).status, 'AVAILABLE');
});

test('tells accepted, blocked, expired and unknown cards apart', async () => {
  const verdict = async (idTag) => (await station.call('Authorize', { idTag })).idTagInfo.status;
  assert.equal(await verdict('04a1b2c3'), 'Accepted');
  assert.equal(await verdict('04FFFFFF'), 'Blocked');
  assert.equal(await verdict('04EEEEEE'), 'Expired');
  assert.equal(await verdict('NOBODY'), 'Invalid');
});

test('charges, and the same start sent again gets the same number', async () => {
  const start = { connectorId: 1, idTag: '04A1B2C3', meterStart: 1000, timestamp: now() };
  const { transactionId, idTagInfo } = await station.call('StartTransaction', start);
  assert.equal(idTagInfo.status, 'Accepted');
  assert.ok(Number.isInteger(transactionId) && transactionId > 0 && transactionId < 2 ** 31);
  assert.equal((await station.call('StartTransaction', start)).transactionId, transactionId);

  await station.call('MeterValues', { connectorId: 1, transactionId, meterValue: [reading(4600, 'Sample.Periodic')] });
  const open = await ohmstead.get('/stations/FOREIGN-1/transactions/latest');
  assert.equal(open.open, true);
  assert.equal(open.energyWh, 3600);
  const stop = { transactionId, idTag: '04A1B2C3', meterStop: 8200, timestamp: now(), reason: 'EVDisconnected',
    transactionData: [reading(8200, 'Transaction.End')] };
  assert.equal((await station.call('StopTransaction', stop)).idTagInfo.status, 'Accepted');
  await station.call('StopTransaction', stop);

  const ended = await ohmstead.get('/stations/FOREIGN-1/transactions/latest');
  assert.equal(ended.open, false);
  assert.equal(ended.energyWh, 7200);
  assert.equal(ended.stoppedReason, 'EVDisconnected');
  assert.equal((await ohmstead.get('/transactions/count?station=FOREIGN-1')).count, 1);
});

test('a stop for a transaction the station does not have is answered and touches nothing', async () => {
  for (const transactionId of [0, -1, 2_000_000_000]) {
    await station.call('StopTransaction', { transactionId, meterStop: 1, timestamp: now() });
  }
  assert.equal((await ohmstead.get('/transactions/count?station=FOREIGN-1')).count, 1);
});

test('every command arrives well formed and shows the station\'s own word', async () => {
  const words = {
    'start-charging': [{ evse: 1, idToken: '04A1B2C3' }, 'ACCEPTED', 'Accepted'],
    reset: [{ kind: 'ON_IDLE' }, 'ACCEPTED', 'Accepted'],
    unlock: [{ evse: 1 }, undefined, 'UnlockFailed'],
    'change-availability': [{ evse: 1, operative: false }, 'SCHEDULED', 'Scheduled'],
    'change-setting': [{ name: 'HeartbeatInterval', value: '60' }, 'REBOOT_REQUIRED', 'RebootRequired'],
    'clear-cache': [{}, 'ACCEPTED', 'Accepted'],
    'transfer-data': [{ vendorId: 'acme', messageId: 'hello', data: 'there' }, undefined, 'UnknownMessageId'],
    trigger: [{ report: 'STATUS', evse: 1 }, 'NOT_SUPPORTED', 'NotImplemented'],
  };
  for (const [name, [body, outcome, word]] of Object.entries(words)) {
    const answer = await command(name, body);
    assert.equal(answer.word, word, name);
    if (outcome) {
      assert.equal(answer.outcome, outcome, name);
    }
  }
  const settings = await command('read-settings', { names: ['HeartbeatInterval', 'Nope'] });
  assert.deepEqual(settings.settings, [{ name: 'HeartbeatInterval', value: '300', readOnly: false }]);
  assert.deepEqual(settings.unknown, ['Nope']);
  assert.equal(asked.Reset.type, 'Soft');
  assert.equal(asked.RemoteStartTransaction.idTag, '04A1B2C3');
  assert.deepEqual(asked.ChangeAvailability, { connectorId: 1, type: 'Inoperative' });
});

test('a running transaction is stopped from the office', async () => {
  const { transactionId } = await station.call('StartTransaction',
    { connectorId: 1, idTag: '04A1B2C3', meterStart: 8200, timestamp: now() });
  const { id } = await ohmstead.get('/stations/FOREIGN-1/transactions/latest');
  const answer = await ohmstead.post(`/transactions/${id}/stop`, {});
  assert.equal(answer.word, 'Rejected');
  assert.deepEqual(asked.RemoteStopTransaction, { transactionId });
  await station.call('StopTransaction', { transactionId, meterStop: 8300, timestamp: now(), reason: 'Remote' });
});

test('a wrong password stays outside', async () => {
  await assert.rejects(connected('FOREIGN-1', 'not the password'), /Unauthorized/);
});

test('no frame of ours broke a schema', () => {
  assert.deepEqual(violations, []);
});
