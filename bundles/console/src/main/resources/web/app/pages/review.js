import { Page, html, nothing, repeat } from '../element.js';
import { at } from '../api.js';
import { allSites, capital } from '../format.js';
import { DOUBT_CHOICES, doubt } from '../doubts.js';
import { ago, empty, moment, stationLink } from '../parts/bits.js';
import { PagedList } from '../parts/list.js';
import { begunAt, card, energyOf } from '../parts/transactions.js';

/** The inbox: what nobody should bill before a person has looked, newest first. */
class Review extends Page {
  static properties = { doubt: { state: true }, site: { state: true } };

  #list = new PagedList(() => ['/reviews', { doubt: this.doubt, site: this.site }]);

  constructor() {
    super();
    this.doubt = '';
    this.site = '';
  }

  handlers() {
    return { reviews: () => this.reloadSoon() };
  }

  async load() {
    await this.#list.load();
  }

  content() {
    const { items } = this.#list;
    return html`<header class="head">
        <h1>Review</h1>
        <p>What stations left in doubt. Nothing of it is corrected until somebody decides.</p>
      </header>
      <section aria-label="Cases">
        <header class="section-head filters">
          ${this.#filter('doubt', 'What is doubtful', [['', 'Every doubt'], ...DOUBT_CHOICES])}
          ${allSites().length > 1
            ? this.#filter('site', 'Site', [['', 'All sites'], ...allSites().map((site) => [site.id, site.name])])
            : nothing}
        </header>
        ${items.length === 0 ? this.#nothing() : this.#table(items)}
        ${this.#list.more(this)}
      </section>`;
  }

  #filter(property, label, options) {
    return html`<select
      aria-label=${label}
      @change=${(event) => {
        this[property] = event.target.value;
        this.reload();
      }}
    >
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === this[property]}>${words}</option>`)}
    </select>`;
  }

  #nothing() {
    return this.doubt || this.site
      ? empty('No case is like that', 'Nothing of this kind waits for a decision.')
      : empty('Nothing waits for a decision', 'When a stop never comes, or a meter or a clock cannot be right, the case appears here.');
  }

  #table(items) {
    return html`<div class="table-frame cases" tabindex="0" role="group" aria-label="Cases">
      <table>
        <thead>
          <tr>
            <th>What is doubtful</th><th>Station</th><th class="roomy">Connector</th><th class="roomy">Card</th>
            <th>Happened</th><th class="number">Energy</th><th class="roomy">Noticed</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(items, (it) => it.id, (it) => this.#row(it))}
        </tbody>
      </table>
    </div>`;
  }

  #row(it) {
    const of = it.transaction ?? it.report;
    const [first, ...others] = it.doubts.map((name) => doubt(name)[0]);
    return html`<tr>
      <td>
        <a href=${at`/review/${it.id}`}>${first}</a>
        ${others.length > 0 ? html`<div class="hint">${capital(others.join(', ').toLowerCase())}</div>` : nothing}
      </td>
      <td>${stationLink(it.station)}</td>
      <td class="roomy">${it.transaction ? of.evse : '–'}</td>
      <td class="roomy">${of.idToken ? card(of) : '–'}</td>
      <td>${moment(it.transaction ? begunAt(of) : of.at, it.site)}</td>
      <td class="number">${it.transaction ? energy(of) : '–'}</td>
      <td class="roomy">${ago(it.since, it.site)}</td>
    </tr>`;
  }
}

/** The figure, with what is to be thought of it. */
const energy = (t) => html`${energyOf(t)}${note(t) ? html`<div class="hint">${note(t)}</div>` : nothing}`;

function note(t) {
  if (t.open) {
    return 'still running';
  }
  return t.endEstimated && t.trust !== 'HELD' ? 'end estimated' : '';
}

customElements.define('ohm-review', Review);
