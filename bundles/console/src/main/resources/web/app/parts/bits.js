// Small pieces of markup used on several pages.

import { html, nothing } from '../element.js';
import { full, isPlausible, number, time } from '../format.js';
import { connectorState } from '../words.js';
import { at } from '../api.js';
import './clock.js';

/** A state: colour, shape and word together. */
export const state = (tone, words, title) =>
  html`<span class="state ${tone}" title=${title ?? nothing}><i aria-hidden="true"></i>${words}</span>`;

export const online = (station) =>
  station.online ? state('online', 'Online') : state('offline', 'Offline', 'No connection is open');

export const connector = (c) => {
  const [tone, words] = connectorState(c);
  return state(tone, words, c.reported ? `The station says ${c.reported}` : undefined);
};

/** A moment, with everything about it in the tooltip; one that cannot be is not passed off as one. */
export const moment = (instant, site, written = time) =>
  !instant
    ? nothing
    : isPlausible(instant)
      ? html`<time datetime=${instant} title=${full(instant, site)}>${written(instant, site)}</time>`
      : implausible(instant);

export const implausible = (raw) => html`<span class="word" title=${raw}>implausible time</span>`;

export const ago = (instant, site) =>
  instant
    ? html`<time datetime=${instant} title=${full(instant, site)}><ohm-clock ago=${instant}></ohm-clock></time>`
    : nothing;

/** A number with its unit set smaller. */
export const measured = ([value, unit]) => html`${value}<small class="unit">${unit}</small>`;

export const stationLink = (id) => html`<a href=${at`/stations/${id}`}>${id}</a>`;

/** Nothing here yet, and what to do about it. */
export const empty = (title, advice, actions = nothing) =>
  html`<div class="empty">
    <p><strong>${title}</strong></p>
    <p>${advice}</p>
    ${actions === nothing ? nothing : html`<p class="actions">${actions}</p>`}
  </div>`;

export const facts = (pairs) =>
  html`<dl class="facts">
    ${pairs
      .filter(([, value]) => value !== undefined && value !== '' && value !== nothing)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;

/** A row of mutually exclusive choices. */
export const choices = (name, options, chosen, choose) =>
  html`<fieldset class="choices">
    <legend class="visually-hidden">${name}</legend>
    ${options.map(
      ([value, words, count]) =>
        html`<button
          type="button"
          class="small"
          aria-pressed=${value === chosen ? 'true' : 'false'}
          @click=${() => choose(value)}
        >
          ${words}${count === undefined ? nothing : html` <span class="count">${number(count)}</span>`}
        </button>`,
    )}
  </fieldset>`;

/** Says something in passing, also to screen readers. */
export function tell(words) {
  const place = document.querySelector('.told');
  place.textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (place.textContent = ''), 6000);
}
