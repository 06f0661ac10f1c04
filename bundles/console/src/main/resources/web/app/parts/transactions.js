// Transactions in lists.

import { html, nothing, repeat } from '../element.js';
import { at } from '../api.js';
import { duration, energyText, isPlausible, isPlausibleStay, powerText } from '../format.js';
import { flag, stoppedReason } from '../words.js';
import { implausible, moment, state, stationLink } from './bits.js';

/** A running transaction with what its latest reading says. */
export function withReading(transaction, reading) {
  // Where the registers are not what they seem, only the server can count.
  const plain = transaction.trust === undefined || transaction.trust === 'MEASURED';
  const known = plain && reading.energyWh !== undefined && transaction.meterStartWh !== undefined;
  return {
    ...transaction,
    energyWh: known ? reading.energyWh - transaction.meterStartWh : transaction.energyWh,
    powerW: reading.powerW ?? transaction.powerW,
    stateOfChargePercent: reading.stateOfChargePercent ?? transaction.stateOfChargePercent,
    latestReadingAt: reading.at,
  };
}

/** What a transaction delivered, or why there is no figure. */
export const energyOf = (transaction, text = energyText) => {
  if (transaction.energyWh === undefined) {
    return transaction.trust === 'HELD' && !transaction.open ? 'held for review' : '–';
  }
  const decided = transaction.decision?.energyWh !== undefined;
  return transaction.trust === 'PARTLY' && !transaction.open && !decided
    ? html`<span title="A part of the time no register covers">at least ${text(transaction.energyWh)}</span>`
    : text(transaction.energyWh);
};

/** The register a chart counts from; where that of the start cannot be one, the first reading's serves. */
export const chartStart = (transaction) =>
  transaction.flags.some((name) => NO_START.has(name)) ? undefined : transaction.meterStartWh;

const NO_START = new Set(['REGISTER_SENTINEL', 'IMPLAUSIBLE_REGISTER', 'METER_BACKWARDS']);

export const card = (transaction) =>
  transaction.tokenLabel
    ? html`${transaction.tokenLabel} <span class="hint mono">${transaction.idToken}</span>`
    : html`<span class="mono">${transaction.idToken ?? 'no card'}</span>`;

/** Whether we concluded the end, as opposed to a station or a person who told it. */
export const isInferred = (transaction) => transaction.endEstimated && transaction.stoppedReason !== 'Decided';

const progress = (transaction) =>
  transaction.open
    ? state('charging', transaction.powerW === undefined ? 'Running' : `Running, ${powerText(transaction.powerW)}`)
    : html`${stoppedReason(transaction.stoppedReason)}${isInferred(transaction) ? ' (inferred)' : ''}`;

/** When it is believed to have begun; what the station said stays beside it. */
export const begunAt = (transaction) => transaction.believedStart?.at ?? transaction.startedAt;

/** When it is believed to have ended, whatever a person decided. */
export const overAt = (transaction) => transaction.believedEnd?.at ?? transaction.stoppedAt;

export function lasted(transaction) {
  const from = begunAt(transaction);
  const to = transaction.open ? new Date().toISOString() : transaction.endedAt;
  if (!isPlausible(from) || !isPlausible(to) || !isPlausibleStay(from, to)) {
    return implausible(`${from} to ${to}`);
  }
  return transaction.open ? html`<ohm-clock since=${from}></ohm-clock>` : duration(Date.parse(to) - Date.parse(from));
}

/** @param station whether the list is about several stations */
export const transactionsTable = (transactions, { station }) =>
  html`<div class="table-frame" tabindex="0" role="group" aria-label="Transactions">
    <table>
      <thead>
        <tr>
          <th>Started</th>
          ${station ? html`<th>Station</th>` : nothing}
          <th class=${station ? 'roomy' : ''}>Connector</th>
          <th class="roomy">Card</th>
          <th class="number">Energy</th>
          <th class="number">Duration</th>
          <th>Now, or how it ended</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          transactions,
          (t) => t.id,
          (t) =>
            html`<tr>
              <td><a href=${at`/transactions/${t.id}`}>${moment(begunAt(t), t.site)}</a></td>
              ${station ? html`<td>${stationLink(t.station)}</td>` : nothing}
              <td class=${station ? 'roomy' : ''}>${t.evse}</td>
              <td class="roomy">${card(t)}</td>
              <td class="number">${energyOf(t)}</td>
              <td class="number">${lasted(t)}</td>
              <td>
                ${progress(t)}
                ${t.flags.map((name) => html`<div class="flag">${state('warning', flag(name)[0], flag(name)[1])}</div>`)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
