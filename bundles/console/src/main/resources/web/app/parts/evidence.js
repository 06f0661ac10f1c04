// What speaks for a transaction being over although its station never said so, as steps of its story.

import { html } from '../element.js';
import { number } from '../format.js';
import { sign } from '../doubts.js';
import { stoppedReason } from '../words.js';
import { isOtherEnd } from './ends.js';

/** Statuses and boots are in the journal too; told as evidence they say what they are worth. */
const IN_JOURNAL = { STATUS_AVAILABLE: 'ConnectorStatusChanged', BOOT: 'StationBooted' };

/** Whether the evidence, or a report that fitted nothing, tells this entry of the journal already. */
export const isTold = (dossier, entry) =>
  dossier.evidence.some(
    ({ kind, at }) => IN_JOURNAL[kind] === entry.kind && Date.parse(at) === Date.parse(entry.stationTime ?? entry.receivedAt),
  ) ||
  (entry.kind === 'TransactionUnmatched' &&
    dossier.reports.some(({ receivedAt }) => Date.parse(receivedAt) === Date.parse(entry.receivedAt)));

export const dossierSteps = ({ review, evidence, reports }) => [
  ...evidence.filter(({ kind }) => kind !== 'STOP_UNMATCHED' || reports.length === 0).map(signStep),
  ...reports.filter((report) => !isOtherEnd(report, review.transaction)).map(reportStep),
];

/** Ends told after the one that counts. */
export const otherEndSteps = ({ review, reports }) =>
  reports.filter((report) => isOtherEnd(report, review.transaction)).map(otherEndStep);

function signStep({ kind, at, registerWh, said, refutedAt }) {
  const [title, worth] = sign(kind);
  return {
    at,
    millis: Date.parse(at),
    tone: refutedAt ? '' : 'warning',
    words: html`<strong>${title}</strong>${detail(kind, registerWh, said)}`,
    note: refutedAt ? 'Refuted: it was seen to go on after that.' : worth,
  };
}

function detail(kind, registerWh, said) {
  const register = registerWh === undefined ? '' : `, register ${number(registerWh)}\u00a0Wh`;
  return { STATUS_AVAILABLE: said ? `: “${said}”` : '', NEW_START: register, STOP_UNMATCHED: register }[kind] ?? '';
}

const otherEndStep = (report) => ({
  ...step(report, 'Ended again, differently', []),
  note: 'The end told first counts.',
});

/** A stop or readings with a number that no transaction has. */
export function reportStep(report) {
  const title = report.doubt === 'UNMATCHED_STOP' ? 'A stop that fitted nothing' : 'Readings that fitted nothing';
  return {
    ...step(report, title, [report.stationTransactionId ? `number ${report.stationTransactionId}` : 'no number']),
    note: report.transaction ? 'Belongs to a transaction by now.' : 'Answered, and nothing changed.',
  };
}

function step(report, title, first) {
  const known = [
    ...first,
    report.idToken ? `card ${report.idToken}` : '',
    report.registerWh === undefined ? '' : `register ${number(report.registerWh)}\u00a0Wh`,
    report.stoppedReason ? stoppedReason(report.stoppedReason).toLowerCase() : '',
  ];
  return {
    at: report.at,
    millis: Date.parse(report.at),
    tone: 'warning',
    words: html`<strong>${title}</strong>: ${known.filter(Boolean).join(', ')}`,
  };
}
