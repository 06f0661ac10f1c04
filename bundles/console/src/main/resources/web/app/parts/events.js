import { html, nothing, repeat } from '../element.js';
import { at } from '../api.js';
import { happened } from '../words.js';
import { moment, state } from './bits.js';

/** Journal entries as sentences, newest first. */
export const eventsList = (entries, site) =>
  html`<ol class="events">
    ${repeat(
      entries,
      (entry) => entry.position,
      (entry) => {
        const [tone, words] = happened(entry);
        const transaction = entry.fact?.transaction;
        return html`<li>
          ${moment(entry.stationTime ?? entry.receivedAt, site)} ${state(tone, words)}
          <span>${transaction ? html`<a href=${at`/transactions/${transaction}`}>Transaction</a>` : nothing}</span>
          <span class="hint mono">${entry.position}</span>
        </li>`;
      },
    )}
  </ol>`;
