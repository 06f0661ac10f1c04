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
  if (transaction.trust === 'HELD' && !transaction.open) return 'held for review';
  if (transaction.energyWh === undefined) return '–';
  return transaction.trust === 'PARTLY' && !transaction.open
    ? html`<span title="A part of the time no register covers">at least ${text(transaction.energyWh)}</span>`
    : text(transaction.energyWh);
};

export const card = (transaction) =>
  transaction.tokenLabel
    ? html`${transaction.tokenLabel} <span class="hint mono">${transaction.idToken}</span>`
    : html`<span class="mono">${transaction.idToken ?? 'no card'}</span>`;

const progress = (transaction) =>
  transaction.open
    ? state('charging', transaction.powerW === undefined ? 'Running' : `Running, ${powerText(transaction.powerW)}`)
    : html`${stoppedReason(transaction.stoppedReason)}${transaction.endEstimated ? ' (inferred)' : ''}`;

/** When it is believed to have begun; what the station said stays beside it. */
const begunAt = (transaction) => transaction.believedStart?.at ?? transaction.startedAt;

const endedAt = (transaction) => transaction.believedEnd?.at ?? transaction.stoppedAt;

export function lasted(transaction) {
  const from = begunAt(transaction);
  const to = transaction.open ? new Date().toISOString() : endedAt(transaction);
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
          <th>Connector</th>
          <th>Card</th>
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
              <td><a href=${at`/transactions/${t.id}`}>${moment(t.startedAt, t.site)}</a></td>
              ${station ? html`<td>${stationLink(t.station)}</td>` : nothing}
              <td>${t.evse}</td>
              <td>${card(t)}</td>
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
