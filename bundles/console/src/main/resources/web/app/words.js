// What the server's words mean to people.

import { sign } from './doubts.js';
import { capital, humanised } from './format.js';

/** A subprotocol, ocpp1.6, as people write it. */
export const protocol = (subprotocol) => subprotocol?.replace(/^ocpp/, 'OCPP\u00a0');

/** A connector's state: [tone, words]. Where it is occupied, charging state or the station's own word say more. */
export function connectorState(connector) {
  if (connector.status === 'OCCUPIED') {
    return CHARGING_STATES[connector.chargingState] ?? ['occupied', connector.reported || 'Occupied'];
  }
  return STATUSES[connector.status] ?? ['unavailable', connector.status];
}

const CHARGING_STATES = {
  CHARGING: ['charging', 'Charging'],
  SUSPENDED_EV: ['occupied', 'Paused by the car'],
  SUSPENDED_EVSE: ['occupied', 'Paused by the station'],
  EV_CONNECTED: ['occupied', 'Car connected'],
  IDLE: ['occupied', 'Occupied, idle'],
};

const STATUSES = {
  AVAILABLE: ['available', 'Available'],
  RESERVED: ['reserved', 'Reserved'],
  UNAVAILABLE: ['unavailable', 'Out of service'],
  FAULTED: ['fault', 'Faulted'],
};

/** How people call a connector of a station: 2, or 1.2 where its EVSE has several. */
export const plugName = (plug, station) =>
  station.connectors.filter((other) => other.evse === plug.evse).length > 1 ? `${plug.evse}.${plug.connector}` : `${plug.evse}`;

export const isAt = (transaction, plug) => transaction.evse === plug.evse && transaction.connector === plug.connector;

/** Why a station is kept out, and what to do about it. */
const REFUSALS = {
  WRONG_PASSWORD: ['wrong password', 'Enter its password at the station again, or give it a new one here.'],
  NO_PASSWORD: ['no password', 'Enter its password at the station.'],
  WRONG_USER: ['a user name that is not its identity', 'Enter its id as the user name at the station.'],
  NOT_COMMISSIONED: ['it has no password yet', 'Open commissioning, or give it a password and enter that at the station.'],
  REJECTED: ['it is rejected', 'Accept it, or take this server’s address out of the station.'],
};

/** [why, what to do]. */
export const refusal = (reason) => REFUSALS[reason] ?? [humanised(reason), ''];

export const REGISTRATIONS = { ACCEPTED: 'Accepted', PENDING: 'Waiting for a decision', REJECTED: 'Rejected' };

/** Verdicts about a card: [tone, words]. */
const VERDICTS = {
  ACCEPTED: ['available', 'Valid'],
  BLOCKED: ['fault', 'Blocked'],
  EXPIRED: ['warning', 'Expired'],
  INVALID: ['fault', 'Not known'],
  UNKNOWN: ['fault', 'Not known'],
  CONCURRENT_TX: ['warning', 'In use elsewhere'],
};

export const verdict = (status) => VERDICTS[status] ?? ['warning', humanised(status)];

/** What a station made of a command: [tone, words]. Its own word is shown beside it. */
const OUTCOMES = {
  ACCEPTED: ['good', 'Accepted'],
  SCHEDULED: ['good', 'Accepted, will happen later'],
  REBOOT_REQUIRED: ['warning', 'Taken, works after the next restart'],
  REJECTED: ['fault', 'Refused by the station'],
  NOT_SUPPORTED: ['fault', 'The station cannot do that'],
  FAILED: ['fault', 'The station answered with an error'],
  OFFLINE: ['fault', 'Not sent: the station is offline'],
  NOT_SENT: ['fault', 'Not sent'],
  UNKNOWN: ['warning', 'No answer: it may have happened'],
};

export const outcome = (kind) => OUTCOMES[kind] ?? ['warning', humanised(kind)];

/** Why a transaction deserves a second look, and what to do about it. */
const FLAGS = {
  NOT_AUTHORIZED: [
    'Started without permission',
    'The card was not accepted when the transaction began, yet the station started: it was offline, or ignores verdicts. Check the card, and the station’s offline settings.',
  ],
  IMPLAUSIBLE_TIME: [
    'A time cannot be right',
    'A time lies more than five minutes in the future, or before 2015. Check the station’s clock; receive times beside it are ours.',
  ],
  ENDED_BEFORE_STARTED: [
    'Ends before it starts',
    'The station’s end time lies before its start time, most likely because its clock was set in between.',
  ],
  METER_BACKWARDS: [
    'The meter ran backwards',
    'A register was lower than one before it. Compare the raw values with the meter before billing.',
  ],
  STATION_BOOTED: [
    'The station booted meanwhile',
    'It booted while this ran. Where its meter began anew, what was delivered in between is not counted.',
  ],
  REGISTER_RESET: [
    'The meter began anew',
    'The register fell and went on counting from there. With a reason for it both parts are counted; without one the energy is held.',
  ],
  REGISTER_JUMP: [
    'The meter jumped',
    'The register rose faster than any charger delivers. Compare the raw values with the meter.',
  ],
  REGISTER_SENTINEL: [
    'No register where one should be',
    'The station told a number that stands for none, such as 2147483647, a negative one, or 0 before its real register. It was not counted.',
  ],
  ENERGY_DISAGREES: [
    'Meter and power disagree',
    'The power told over time does not fit what the register counted. The energy is held until somebody decides.',
  ],
  SUPERSEDED: [
    'Cut off by the next transaction',
    'Another transaction began at this connector before this one was ended. Its end is inferred from that start, not reported.',
  ],
  READING_AFTER_END: [
    'Readings after the end',
    'The station sent readings after it had ended the transaction. They are kept with it; those of the first five minutes still count.',
  ],
  ENDED_TWICE_DIFFERENTLY: [
    'Ended twice, differently',
    'The station reported the end again with other values. The first report counts; the other is kept beside it.',
  ],
  OTHER_CONNECTOR: [
    'Another connector was named',
    'The station named another connector than at the start. Energy is booked on the connector of the start.',
  ],
  OTHER_TOKEN: [
    'Stopped with another card',
    'It was stopped with a card that is neither the one it started with nor of its group.',
  ],
  IMPLAUSIBLE_CONNECTOR: [
    'No such connector',
    'The station named connector 0, which means the whole station, or a number no station has. Check its settings; the number is kept as it came.',
  ],
  IMPLAUSIBLE_REGISTER: [
    'A register cannot be right',
    'The register at the start or the end is negative, or higher than any meter counts. It is kept as it came; compare it with the meter before billing.',
  ],
  STOP_IGNORED: [
    'Goes on though its stop was accepted',
    'The station accepted a remote stop and did not end it. Ask again, unlock the connector, or reset the station, which ends all it runs; if the car is gone, set the end in the review.',
  ],
  FREE_VEND: [
    'Anybody could charge here',
    'The station or its site was set to let anybody charge when this began, so no card was checked.',
  ],
  UNVERIFIED_TOKEN: [
    'Let in without being checked',
    'Whoever knows this card could not be asked, and the settings let it charge meanwhile. Ask them before billing.',
  ],
  OVERDUE: [
    'Open for too long',
    'It runs for longer than cars stay; its stop may be lost. Look at the connector, then set the end in the review.',
  ],
};

export const flag = (name) => FLAGS[name] ?? [humanised(name), 'See the journal of the station for what happened.'];

const REASONS = {
  Local: 'Stopped at the station',
  Remote: 'Stopped remotely',
  EVDisconnected: 'Car unplugged',
  EmergencyStop: 'Emergency stop',
  HardReset: 'Hard reset of the station',
  SoftReset: 'Reset of the station',
  Reboot: 'The station rebooted',
  PowerLoss: 'The station lost power',
  UnlockCommand: 'The connector was unlocked',
  DeAuthorized: 'The card was refused',
  Superseded: 'Cut off by the next transaction',
  Estimated: 'The stop never came',
  Decided: 'Ended by decision',
  Other: 'Other reason',
};

export const stoppedReason = (word) => REASONS[word] ?? word ?? '';

/** A journal entry as a sentence: [tone, words]. */
export function happened(entry) {
  const fact = entry.fact ?? {};
  const say = HAPPENED[entry.kind];
  return say ? say(fact) : ['', humanised(entry.kind)];
}

const where = (fact) => (fact.connector?.evse ? `connector ${evse(fact)}` : 'the station');
const evse = (fact) => fact.connector?.evse?.value ?? fact.connector?.evse;

/** Close codes of WebSockets, as the door writes them. */
const CLOSED = {
  NORMAL: 'closed in order',
  SHUTDOWN: 'one side went away',
  NO_CODE: 'closed without saying why',
  NO_CLOSE: 'it broke off',
};

const whyClosed = (why) => why.replace(/^closed with ([A-Z_]+)/, (_, code) => CLOSED[code] ?? `closed: ${humanised(code).toLowerCase()}`);

/** Why outage does not count. */
export const EXCLUSIONS = {
  GRID_OUTAGE: 'The grid failed',
  VEHICLE: 'The car was to blame',
  MAINTENANCE: 'Announced maintenance',
  VANDALISM: 'Vandalism or theft',
  NATURAL_DISASTER: 'Natural disaster',
  OUTSIDE_HOURS: 'Outside opening hours',
  BLOCKED: 'Nobody could get to it',
  OTHER: 'Other reason',
};

export const exclusion = (reason) => EXCLUSIONS[reason] ?? humanised(reason);

/** How bad a fault is: [tone, words]. */
const SEVERITIES = {
  NOTICE: ['', 'Charges all the same'],
  DEGRADED: ['warning', 'Charges, but not as it should'],
  OUTAGE: ['fault', 'Does not charge'],
  DANGER: ['fault', 'Dangerous: keep it out of service'],
};

export const severity = (word) => SEVERITIES[word] ?? ['warning', humanised(word)];

const HAPPENED = {
  ConnectorsRegrouped: () => ['', 'Its connectors were grouped anew'],
  OutageExcluded: (f) => ['', `${f.who} excluded outage: ${exclusion(f.reason).toLowerCase()}, ${f.evidence}`],
  OutageExclusionRevoked: (f) => ['', `${f.who} took back that outage was excluded`],
  StationRegistered: () => ['', 'Registered'],
  StationChanged: (f) => ['', `Changed: ${f.label || 'no label'}, ${REGISTRATIONS[f.registration]?.toLowerCase()}`],
  StationRemoved: () => ['warning', 'Removed'],
  StationConnected: (f) => ['available', `Connected, speaks ${protocol(f.protocol)}`],
  StationDisconnected: (f) => ['warning', `Connection lost: ${whyClosed(f.why)}`],
  StationBooted: (f) => [
    'available',
    `Booted: ${[f.hardware?.vendor, f.hardware?.model, f.hardware?.firmwareVersion].filter(Boolean).join(' ')}`,
  ],
  ConnectorStatusChanged: (f) => [
    connectorState({ ...f, chargingState: f.reported === 'Charging' ? 'CHARGING' : undefined })[0],
    [`${capital(where(f))} reports ${f.reported}`, f.errorCode, f.vendorErrorCode, f.info].filter(Boolean).join(' · '),
  ],
  ConnectorStatusToldLate: (f) => [
    '',
    [`${capital(where(f))} was ${f.reported} before, told late`, f.errorCode, f.vendorErrorCode, f.info].filter(Boolean).join(' · '),
  ],
  AvailabilityRequested: (f) => ['', `${capital(where(f))} is asked to go ${f.operative ? 'back into' : 'out of'} service`],
  AvailabilityAnswered: (f) => {
    const [tone, words] = outcome(f.outcome);
    return [tone, `${capital(where(f))} ${f.operative ? 'back into' : 'out of'} service: ${words}`];
  },
  StationFellSilent: () => ['warning', 'Nothing is heard any more on its open connection'],
  StationHeardAgain: () => ['available', 'Heard again'],
  FirmwareStatusReported: (f) => ['', `Firmware: ${f.status}`],
  LogStatusReported: (f) => ['', `Diagnostics: ${f.status}`],
  TransactionStarted: (f) => ['charging', `Transaction started at ${where(f)}`],
  TransactionEnded: (f) => ['occupied', `Transaction ended at ${where(f)}: ${stoppedReason(f.stoppedReason)}`],
  MasterTokenShown: () => ['', 'A master card was shown: what charges here is to stop'],
  RemoteStartLapsed: (f) => [
    'warning',
    `Accepted a remote start${f.evse ? ` at connector ${f.evse.value ?? f.evse}` : ''}, and nothing began`,
  ],
  TransactionFlagged: (f) => ['warning', `Transaction marked: ${(f.flags ?? []).map((name) => flag(name)[0]).join(', ')}`],
  TransactionDoubted: (f) => ['warning', `A sign that the transaction was over: ${sign(f.evidence)[0].toLowerCase()}`],
  EvidenceRefuted: (f) => ['charging', `It went on, so this was no sign of its end: ${sign(f.evidence)[0].toLowerCase()}`],
  TransactionReopened: (f) => ['charging', `Transaction at ${where(f)} went on after all`],
  TransactionDecided: (f) => ['', `${f.who} decided about a transaction${f.reason ? `: ${f.reason}` : ''}`],
  EnergyCounted: () => ['', 'Energy counted anew, because readings came late'],
  UnmatchedReportDecided: (f) => [
    '',
    `${f.who} ${f.attachedTo ? 'gave a stop to its transaction' : 'put a report away'}${f.reason ? `: ${f.reason}` : ''}`,
  ],
  TransactionUnmatched: (f) => [
    'warning',
    `Spoke of a transaction that does not run (number ${f.stationTransactionId || 'missing'}); answered, and nothing changed`,
  ],
  ReadingsStored: (f) => ['', `${f.count === 1 ? 'A reading' : `${f.count} readings`} stored`],
};
