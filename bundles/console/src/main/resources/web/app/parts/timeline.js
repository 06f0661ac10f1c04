// The story of a transaction: its start and end, what the station reported from then on, and the readings between.

import { html, nothing } from '../element.js';
import { duration, energyText, isPlausible, powerText } from '../format.js';
import { happened, stoppedReason, verdict } from '../words.js';
import { moment } from './bits.js';

/** The car is unplugged a little after the end. */
const AFTERWARDS_MILLIS = 2 * 60 * 1000;
const LATE_MILLIS = 60 * 1000;
/** Told by the transaction itself, or summed up. */
const TOLD_ELSEWHERE = new Set(['TransactionStarted', 'TransactionEnded', 'ReadingsStored']);

/** @param events journal entries of the station, in any order */
export function timeline(transaction, readings, events) {
  const steps = [...ownSteps(transaction), ...eventSteps(transaction, events)].sort((a, b) => a.millis - b.millis);
  return html`<ol class="timeline">
    ${steps.flatMap((step, i) => [
      line(step, transaction.site),
      between(readings, step.millis, steps[i + 1]?.millis ?? Infinity),
    ])}
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
    at: t.startedAt,
    millis: Date.parse(t.startedAt),
    tone: 'charging',
    words: html`<strong>Started</strong> with card ${t.tokenLabel || t.idToken || 'unnamed'}, ${verdict(t.verdict)[1].toLowerCase()}`,
    note: later(t.startedAt, t.startReceivedAt),
  };
  if (t.open) {
    return [started];
  }
  const ended = {
    at: t.stoppedAt,
    millis: Date.parse(t.stoppedAt),
    tone: 'occupied',
    words: html`<strong>Ended</strong>: ${stoppedReason(t.stoppedReason)}`,
    note: t.endEstimated ? 'Inferred; the station never reported the end.' : later(t.stoppedAt, t.stopReceivedAt),
  };
  return [started, ended];
}

function eventSteps(t, events) {
  const from = Date.parse(happenedOrHeard(t.startedAt, t.startReceivedAt));
  const end = t.open ? Infinity : Date.parse(happenedOrHeard(t.stoppedAt, t.stopReceivedAt));
  const told = events
    .filter((entry) => !TOLD_ELSEWHERE.has(entry.kind) && concerns(entry.fact ?? {}, t))
    .map((entry) => ({ entry, at: entry.stationTime ?? entry.receivedAt }))
    .map((one) => ({ ...one, millis: Date.parse(one.at) }))
    .filter(({ millis }) => millis >= from && millis <= end + AFTERWARDS_MILLIS);
  // With the connector free again the story is over; what follows is the next one's.
  const free = Math.min(...told.filter(({ entry, millis }) => millis >= end && isFree(entry)).map(({ millis }) => millis));
  return told
    .filter(({ millis }) => millis <= free)
    .map(({ entry, at, millis }) => {
      const [tone, words] = happened(entry);
      return { at, millis, tone, words, note: later(at, entry.receivedAt) };
    });
}

const isFree = (entry) => entry.kind === 'ConnectorStatusChanged' && entry.fact?.status === 'AVAILABLE';

const happenedOrHeard = (at, receivedAt) => (isPlausible(at) ? at : receivedAt);

/** What is about another connector or transaction is another story. */
function concerns(fact, t) {
  const evse = fact.connector?.evse?.value ?? fact.connector?.evse;
  return (evse === undefined || evse === 0 || evse === t.evse) && (!fact.transaction || fact.transaction === t.id);
}

function between(readings, from, to) {
  const some = readings.filter((r) => Date.parse(r.at) >= from && Date.parse(r.at) < to);
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

function later(at, receivedAt) {
  const millis = Date.parse(receivedAt) - Date.parse(at);
  return millis > LATE_MILLIS && isPlausible(at) ? `We heard of it ${duration(millis)} later; the station was offline or its clock is off.` : '';
}
