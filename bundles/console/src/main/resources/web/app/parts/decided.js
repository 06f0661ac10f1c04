// What was before a decision, and what was decided: side by side, for neither replaces the other.

import { html, nothing } from '../element.js';
import { dateTime, energyText, isPlausible } from '../format.js';
import { trust } from '../doubts.js';
import { moment } from './bits.js';
import { isInferred, overAt } from './transactions.js';

/** A transaction's end and energy as they came, and as a person decided. */
export const beside = (t) =>
  html`<div class="table-frame beside" tabindex="0" role="group" aria-label="Original and decided values">
    <table>
      <thead>
        <tr><td></td><th scope="col">As it came</th>${t.decision ? html`<th scope="col">Decided</th>` : nothing}</tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">End</th>
          <td>${cell(...originalEnd(t))}</td>
          ${t.decision ? html`<td>${decidedEnd(t)}</td>` : nothing}
        </tr>
        <tr>
          <th scope="row">Energy</th>
          <td>${cell(...originalEnergy(t))}</td>
          ${t.decision ? html`<td>${decidedEnergy(t)}</td>` : nothing}
        </tr>
      </tbody>
    </table>
  </div>`;

const cell = (value, note) => html`${value}${note ? html`<div class="hint">${note}</div>` : nothing}`;

function originalEnd(t) {
  if (t.open || t.stoppedReason === 'Decided') {
    return ['–', t.open ? 'still running' : 'never reported'];
  }
  return [moment(overAt(t), t.site, dateTime), isInferred(t) ? 'estimated' : reported(t)];
}

/** What the station said, where it is not what we believe. */
function reported(t) {
  if (overAt(t) === t.stoppedAt) {
    return 'reported by the station';
  }
  return `believed; the station said ${isPlausible(t.stoppedAt) ? dateTime(t.stoppedAt, t.site) : t.stoppedAt}`;
}

function originalEnergy(t) {
  const value = t.countedWh === undefined ? '–' : `${t.trust === 'PARTLY' ? 'at least ' : ''}${energyText(t.countedWh)}`;
  return [value, trust({ ...t, decision: undefined }).toLowerCase()];
}

const decidedEnd = (t) => (t.decision.end ? html`<strong>${moment(t.decision.end, t.site, dateTime)}</strong>` : kept);

const decidedEnergy = (t) =>
  t.decision.energyWh === undefined ? kept : html`<strong>${energyText(t.decision.energyWh)}</strong>`;

const kept = html`<span class="word">as it came</span>`;

/** Who decided what about a case, newest first. @param events journal entries of the station, newest first */
export function decisions(id, events, site) {
  const made = events.filter(
    ({ kind, fact }) =>
      (kind === 'TransactionDecided' && fact.transaction === id) || (kind === 'UnmatchedReportDecided' && fact.report === id),
  );
  return made.length === 0
    ? nothing
    : html`<section aria-labelledby="decisions">
        <h2 id="decisions">Decisions</h2>
        <ol class="decisions">
          ${made.map(
            ({ fact, receivedAt }) =>
              html`<li>
                <p>${moment(receivedAt, site)} <strong>${fact.who}</strong> ${outcome(fact, site)}</p>
                ${fact.reason ? html`<p class="word">“${fact.reason}”</p>` : nothing}
              </li>`,
          )}
        </ol>
      </section>`;
}

function outcome(fact, site) {
  if ('report' in fact) {
    return fact.attachedTo ? 'gave the stop to a transaction.' : 'put it away.';
  }
  const set = [
    fact.end ? `the end to ${dateTime(fact.end, site)}` : '',
    fact.energy === undefined ? '' : `the energy to ${energyText(fact.energy)}`,
  ].filter(Boolean);
  return set.length > 0 ? `set ${set.join(' and ')}.` : 'left everything as it came.';
}
