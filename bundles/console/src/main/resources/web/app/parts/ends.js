// The ends a station told of one transaction where they differ: side by side, for a person decides which is true.

import { html, nothing } from '../element.js';
import { dateTime, number } from '../format.js';
import { stoppedReason } from '../words.js';
import { moment } from './bits.js';

/** Whether a report is the end of a transaction, told again with other contents. */
export const isOtherEnd = (report, transaction) =>
  report.doubt === 'UNMATCHED_STOP' &&
  transaction !== undefined &&
  !transaction.open &&
  !transaction.endEstimated &&
  report.stationTransactionId === transaction.stationTransactionId;

/** The end that counts, and those that were told after it. */
export function bothEnds(t, reports) {
  const others = reports.filter((report) => isOtherEnd(report, t));
  if (others.length === 0) {
    return nothing;
  }
  const first = { at: t.stoppedAt, receivedAt: t.stopReceivedAt, registerWh: t.meterStopWh, stoppedReason: t.stoppedReason, idToken: t.stoppedBy };
  const ends = [first, ...others];
  const row = (name, cell) => html`<tr><th scope="row">${name}</th>${ends.map((end) => html`<td>${cell(end)}</td>`)}</tr>`;
  return html`<section aria-labelledby="ends">
    <h2 id="ends">Ends the station told</h2>
    <div class="table-frame beside" tabindex="0" role="group" aria-label="Ends the station told">
      <table>
        <thead>
          <tr><td></td><th scope="col">First, counts</th>${others.map(() => html`<th scope="col">Told again</th>`)}</tr>
        </thead>
        <tbody>
          ${row('Register', ({ registerWh }) => (registerWh === undefined ? '–' : `${number(registerWh)}\u00a0Wh`))}
          ${row('Station’s time', ({ at }) => moment(at, t.site, dateTime))}
          ${row('Because', (end) => (end.stoppedReason ? stoppedReason(end.stoppedReason) : '–'))}
          ${row('Card', ({ idToken }) => html`<span class="mono">${idToken ?? '–'}</span>`)}
          ${row('Received', ({ receivedAt }) => moment(receivedAt, t.site, dateTime))}
        </tbody>
      </table>
    </div>
  </section>`;
}
