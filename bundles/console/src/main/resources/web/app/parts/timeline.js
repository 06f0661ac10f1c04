// The story of a transaction: its start and end, what the station reported from then on, and the readings between.

import { html, nothing } from '../element.js';
import { all, at } from '../api.js';
import { duration, energyText, isPlausible, number, powerText, time } from '../format.js';
import { happened, stoppedReason, verdict } from '../words.js';
import { moment } from './bits.js';
import { dossierSteps, isTold, otherEndSteps, reportStep } from './evidence.js';
import { begunAt, overAt } from './transactions.js';

const UNREPORTED = 'The station never reported the end.';
/** The car is unplugged a little after the end. */
const AFTERWARDS_MILLIS = 2 * 60 * 1000;
const LATE_MILLIS = 60 * 1000;
/** What happened half a day before or after a report may explain it. */
const AROUND_MILLIS = 12 * 60 * 60 * 1000;
const AROUND_MOST = 40;
/** Summed up, or told by evidence, reports and decisions themselves. */
const TOLD_BESIDE = ['ReadingsStored', 'TransactionDoubted', 'TransactionDecided', 'UnmatchedReportDecided'];
/** Told by the transaction itself as well. */
const TOLD_ELSEWHERE = new Set([...TOLD_BESIDE, 'TransactionStarted', 'TransactionEnded']);
/** What an offline station has to say comes this much later at most, or is not shown. */
const LATEST_NEWS_MILLIS = 24 * 60 * 60 * 1000;
/** More entries nobody reads. */
const ENTRIES_LOOKED_THROUGH = 5000;

const entries = (station, from, to) => all(at`/stations/${station}/journal`, { from, to }, ENTRIES_LOOKED_THROUGH);

/** The journal of a transaction's time: what its timeline is made of, newest first. */
export const entriesDuring = (t) =>
  entries(
    t.station,
    happenedOrHeard(begunAt(t), t.startReceivedAt),
    t.open ? undefined : shifted(heardOver(t), LATEST_NEWS_MILLIS),
  );

/** The journal since a transaction ended: decisions about it. */
export const entriesAfter = (t) => (t.open ? { items: [] } : entries(t.station, shifted(heardOver(t), LATEST_NEWS_MILLIS)));

/** The journal from the time around a report. */
export const entriesAround = (report) => entries(report.station, shifted(report.receivedAt, -AROUND_MILLIS));

/** When the end was heard of; where it was not, when it is believed to have been. */
const heardOver = (t) => t.stopReceivedAt ?? t.endedAt;

const shifted = (instant, millis) => new Date(Date.parse(instant) + millis).toISOString();

/** What to say where there was more than is looked through. */
export const cutNote = (journal) =>
  journal.next
    ? html`<p class="hint">Of this time only the station’s latest ${number(ENTRIES_LOOKED_THROUGH)} journal entries are looked through.</p>`
    : nothing;

/**
 * @param events journal entries of the station, in any order
 * @param dossier what speaks for its end, where that was not reported
 */
export function timeline(transaction, readings, events, dossier) {
  const times = readings.map((reading) => Date.parse(reading.at));
  const untold = events.filter((entry) => !isTold(dossier, entry));
  const steps = [
    ...dossierSteps(dossier),
    ...ownSteps(transaction),
    ...otherEndSteps(dossier),
    ...eventSteps(transaction, untold),
  ].sort(byTime);
  return html`<ol class="timeline">
    ${steps.flatMap((step, i) => [
      line(step, transaction.site),
      between(readings.filter((_, k) => times[k] >= step.millis && times[k] < (steps[i + 1]?.millis ?? Infinity))),
    ])}
  </ol>`;
}

const byTime = (a, b) => a.millis - b.millis;

/** The story of a report that belongs to no transaction: what its station told around it. */
export function surroundings(report, events) {
  const steps = events
    .filter((entry) => ![...TOLD_BESIDE, 'TransactionUnmatched'].includes(entry.kind))
    .map(eventStep)
    .filter(({ millis }) => Math.abs(millis - Date.parse(report.receivedAt)) < AROUND_MILLIS)
    .slice(0, AROUND_MOST);
  return html`<ol class="timeline">
    ${[...steps, reportStep(report)].sort(byTime).map((step) => line(step, report.site))}
  </ol>`;
}

const line = (step, site) =>
  html`<li class=${step.tone}>
    ${moment(step.at, site)}
    <div>
      <p>${step.words}</p>
      ${step.note ? html`<p class="hint">${step.note}</p>` : nothing}
    </div>
  </li>`;

function ownSteps(t) {
  const started = {
    at: begunAt(t),
    millis: Date.parse(happenedOrHeard(begunAt(t), t.startReceivedAt)),
    tone: 'charging',
    words: html`<strong>Started</strong> with card ${t.tokenLabel || t.idToken || 'unnamed'}, ${verdict(t.verdict)[1].toLowerCase()}`,
    note: told(t.startedAt, begunAt(t), t.startReceivedAt, t.site),
  };
  if (t.open) {
    return [started];
  }
  const ended = {
    at: overAt(t),
    millis: Date.parse(happenedOrHeard(overAt(t), t.stopReceivedAt)),
    tone: 'occupied',
    words: html`<strong>Ended</strong>: ${stoppedReason(t.stoppedReason)}`,
    note: t.endEstimated ? UNREPORTED : told(t.stoppedAt, overAt(t), t.stopReceivedAt, t.site),
  };
  return [started, ended];
}

function eventSteps(t, events) {
  const from = Date.parse(happenedOrHeard(begunAt(t), t.startReceivedAt));
  const end = t.open ? Infinity : Date.parse(happenedOrHeard(overAt(t), t.stopReceivedAt));
  const near = events
    .filter((entry) => !TOLD_ELSEWHERE.has(entry.kind) && concerns(entry.fact ?? {}, t))
    .map((entry) => ({ entry, ...eventStep(entry) }))
    .filter(({ entry }) => Date.parse(entry.receivedAt) >= from) // what was heard before cannot have happened since
    .filter(({ millis }) => millis >= from && millis <= end + (t.stoppedReason === 'Superseded' ? -1 : AFTERWARDS_MILLIS));
  // With the connector free again the story is over; what follows is the next one's.
  const free = Math.min(...near.filter(({ entry, millis }) => millis >= end && isFree(entry)).map(({ millis }) => millis));
  return near.filter(({ millis }) => millis <= free);
}

function eventStep(entry) {
  const at = entry.stationTime ?? entry.receivedAt;
  const [tone, words] = happened(entry);
  return { at, millis: Date.parse(happenedOrHeard(at, entry.receivedAt)), tone, words, note: later(at, entry.receivedAt, entry.site) };
}

const isFree = (entry) => entry.kind === 'ConnectorStatusChanged' && entry.fact?.status === 'AVAILABLE';

const happenedOrHeard = (at, receivedAt) => (isPlausible(at) ? at : receivedAt);

/** What is about another connector or transaction is another story. */
function concerns(fact, t) {
  const evse = fact.connector?.evse?.value ?? fact.connector?.evse;
  return (evse === undefined || evse === 0 || evse === t.evse) && (!fact.transaction || fact.transaction === t.id);
}

function between(some) {
  if (some.length === 0) {
    return nothing;
  }
  const registers = some.map((r) => r.energyWh).filter((value) => value !== undefined);
  const powers = some.map((r) => r.powerW).filter((value) => value !== undefined);
  return html`<li class="readings">
    <span></span>
    <p class="hint">
      ${[
        some.length === 1 ? 'One reading' : `${some.length} readings`,
        registers.length > 1 ? energyText(registers.at(-1) - registers[0]) : '',
        powers.length > 0 ? `up to ${powerText(Math.max(...powers))}` : '',
      ]
        .filter(Boolean)
        .join(', ')}
    </p>
  </li>`;
}

/** What the station said, where that is not believed; else how late we heard of it. */
const told = (said, believed, receivedAt, site) =>
  said === believed
    ? later(said, receivedAt, site)
    : `The station said ${isPlausible(said) ? time(said, site) : said}; we heard of it ${time(receivedAt, site)}.`;

function later(at, receivedAt, site) {
  if (!isPlausible(at)) {
    return told(at, undefined, receivedAt, site);
  }
  const millis = Date.parse(receivedAt) - Date.parse(at);
  return millis > LATE_MILLIS ? `We heard of it ${duration(millis)} later; the station was offline or its clock is off.` : '';
}
