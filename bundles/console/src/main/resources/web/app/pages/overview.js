import { Page, html, nothing, repeat } from '../element.js';
import { MOST, all, at, get, health } from '../api.js';
import { capital, energy, energyText, number, power, powerText } from '../format.js';
import { ago, choices, connector, empty, measured, online } from '../parts/bits.js';
import { connectorState, isAt, plugName } from '../words.js';
import { withReading } from '../parts/transactions.js';
import '../parts/power.js';

/** So many stations a person looks over; a search finds the others. */
const ROWS = 200;

/** What runs right now. Everything on it moves by itself. */
class Overview extends Page {
  static properties = { numbers: { state: true }, search: { state: true }, only: { state: true }, shown: { state: true } };

  #stations = new Map();
  #transactions = new Map();
  #checks = {};
  #isCut = false;

  constructor() {
    super();
    this.search = '';
    this.only = 'all';
    this.shown = ROWS;
  }

  topics() {
    return ['overview', 'stations', 'transactions'];
  }

  handlers() {
    return {
      overview: (numbers) => (this.numbers = numbers),
      station: (station) => {
        this.#stations.set(station.id, station);
        this.redrawSoon();
      },
      'station-removed': ({ id }) => {
        this.#stations.delete(id);
        this.redrawSoon();
      },
      transaction: (transaction) => {
        this.#keep(transaction);
        this.redrawSoon();
      },
      reading: ({ station: stationId, transaction: id, reading }) => {
        const station = this.#stations.get(stationId);
        if (station) {
          this.#stations.set(stationId, { ...station, lastHeard: reading.receivedAt });
        }
        const transaction = this.#transactions.get(id);
        if (transaction) {
          this.#transactions.set(id, withReading(transaction, reading));
          this.redrawSoon();
        }
      },
    };
  }

  async load() {
    const [numbers, stations, transactions, checks] = await Promise.all([
      get('/overview'),
      all('/stations'),
      all('/transactions', { open: true }),
      health(),
    ]);
    this.numbers = numbers;
    this.#stations = new Map(stations.items.map((station) => [station.id, station]));
    this.#transactions.clear();
    transactions.items.forEach((transaction) => this.#keep(transaction));
    this.#isCut = (stations.next ?? transactions.next) !== undefined;
    this.#checks = checks.checks ?? {};
  }

  #keep(transaction) {
    if (transaction.open) {
      this.#transactions.set(transaction.id, transaction);
    } else {
      this.#transactions.delete(transaction.id);
    }
  }

  content() {
    return html`<header class="head"><h1>Overview</h1></header>
      ${this.#warnings()} ${this.#figures()}
      <ohm-fleet-power .now=${this.numbers}></ohm-fleet-power>
      ${this.#stations.size === 0 ? this.#noStations() : this.#list()}`;
  }

  #warnings() {
    const warnings = Object.entries(this.#checks)
      .filter(([, check]) => check.status !== 'OK')
      .map(
        ([name, check]) => html`<p class="notice ${check.status === 'DOWN' ? 'fault' : 'warning'}" role="alert">
          <span><strong>${capital(name)}:</strong> ${check.message ?? 'not well.'} ${check.remedy}</span>
        </p>`,
      );
    return warnings.length === 0 ? nothing : html`<div class="stack">${warnings}</div>`;
  }

  #figures() {
    const n = this.numbers;
    return html`<dl class="figures" aria-label="Right now">
      <div><dt>Stations online</dt><dd>${number(n.online)}<small> of ${number(n.stations)}</small></dd></div>
      <div class=${n.charging > 0 ? 'charging' : ''}><dt>Transactions running</dt><dd>${number(n.charging)}</dd></div>
      <div><dt>Power now</dt><dd>${measured(power(n.powerW))}</dd></div>
      <div><dt>Energy today</dt><dd>${measured(energy(n.energyTodayWh))}</dd></div>
      <div class=${n.faulted > 0 ? 'fault' : ''}>
        <dt>Stations with a fault</dt><dd>${number(n.faulted)}</dd>
      </div>
    </dl>`;
  }

  #noStations() {
    return empty(
      'No station is registered yet',
      html`Add your stations or import them from CSV; each gets its own password. Or open a commissioning window, and
        unknown stations that connect wait in an inbox.`,
      html`<a class="button" href="/stations">Go to stations</a>`,
    );
  }

  #list() {
    const running = Map.groupBy(this.#transactions.values(), (transaction) => transaction.station);
    const everything = [...this.#stations.values()].map((station) => ({
      station,
      transactions: running.get(station.id) ?? [],
    }));
    const wanted = this.search.toLowerCase();
    const found = everything.filter(
      (row) =>
        (KINDS[this.only]?.(row) ?? true) &&
        [row.station.id, row.station.label, row.station.hardware?.vendor, row.station.hardware?.model].some((text) =>
          text?.toLowerCase().includes(wanted),
        ),
    );
    const count = (kind) => everything.filter(KINDS[kind]).length;
    return html`<section aria-labelledby="stations-now">
      <header class="section-head">
        <h2 id="stations-now">Stations</h2>
        ${choices(
          'Which stations',
          [
            ['all', 'All', everything.length],
            ['charging', 'With a transaction', count('charging')],
            ['faulted', 'Faulted', count('faulted')],
            ['offline', 'Offline', count('offline')],
          ],
          this.only,
          (kind) => (this.only = kind),
        )}
        <input
          type="search"
          aria-label="Search stations"
          placeholder="Search  ( / )"
          .value=${this.search}
          @input=${(event) => (this.search = event.target.value)}
        />
      </header>
      ${found.length === 0
        ? empty('None of your stations is like that right now', 'Choose another kind above, or search for something else.')
        : html`<ul class="stations">
            ${repeat(found.slice(0, this.shown), (row) => row.station.id, (row) => this.#row(row))}
          </ul>`}
      ${found.length > this.shown
        ? html`<p>
            <button @click=${() => (this.shown += ROWS)}>Show more</button>
            <span class="hint">${number(this.shown)} of ${number(found.length)}</span>
          </p>`
        : nothing}
      ${this.#isCut ? html`<p class="hint">Only the first ${number(MOST)} stations and running transactions are looked through.</p>` : nothing}
    </section>`;
  }

  #row({ station, transactions }) {
    return html`<li class=${station.online ? '' : 'away'}>
      <a class="name" href=${at`/stations/${station.id}`}>
        <strong>${station.id}</strong><span>${station.label}</span>
      </a>
      <ul class="plugs">
        ${plugsOf(station).map((plug) => this.#plug(plug, transactions.find((t) => isAt(t, plug)), station))}
        ${station.connectors.length === 0 ? html`<li class="hint">No connector has reported yet</li>` : nothing}
      </ul>
      <p class="heard">${online(station)}<small>${station.lastHeard ? html`heard ${ago(station.lastHeard, station.site)}` : 'never heard'}</small></p>
    </li>`;
  }

  #plug(plug, transaction, station) {
    // The latest reading of a paused car, or of a station that is away, may be from before that.
    const draws = station.online && connectorState(plug)[0] === 'charging' && transaction?.powerW !== undefined;
    return html`<li>
      <span class="plug-number">${plugName(plug, station)}</span>
      ${connector(plug)}
      ${transaction
        ? html`<a class="drawn" href=${at`/transactions/${transaction.id}`}>
            ${draws ? html`<b>${powerText(transaction.powerW)}</b>` : nothing}
            <span>${transaction.energyWh === undefined ? 'running' : energyText(transaction.energyWh)}</span>
            ${transaction.stateOfChargePercent === undefined ? nothing : html`<span>${transaction.stateOfChargePercent}\u00a0%</span>`}
          </a>`
        : plug.errorCode
          ? html`<span class="hint">${plug.errorCode}</span>`
          : nothing}
    </li>`;
  }
}

const KINDS = {
  all: () => true,
  charging: ({ transactions }) => transactions.length > 0,
  faulted: ({ station }) => station.connectors.some((c) => connectorState(c)[0] === 'fault'),
  offline: ({ station }) => !station.online,
};

/** Connector 0 is the station itself and only interesting when it has something to say. */
const plugsOf = (station) => station.connectors.filter((c) => c.evse > 0 || c.status === 'FAULTED');

customElements.define('ohm-overview', Overview);
