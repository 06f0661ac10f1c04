import { Page, html, nothing, repeat } from '../element.js';
import { all, at, get } from '../api.js';
import { dateTime, duration, energy, isPlausible, number, power, powerText } from '../format.js';
import { doubt, trust } from '../doubts.js';
import { flag, stoppedReason, verdict } from '../words.js';
import { empty, facts, measured, moment, state, stationLink } from '../parts/bits.js';
import { begunAt, card, energyOf, isInferred, lasted, overAt, withReading } from '../parts/transactions.js';
import { cutNote, entriesDuring, timeline } from '../parts/timeline.js';
import { beside } from '../parts/decided.js';
import { readingsChart } from '../parts/chart.js';

const RAW_ROWS = 100;

/** One that was told while the page loaded may be among those that were loaded. */
const isSame = (one, other) => one.at === other.at && one.energyWh === other.energyWh && one.powerW === other.powerW;

/** One stay at a connector: what was measured, what happened, and what is odd about it. */
class Transaction extends Page {
  static properties = { transaction: {}, it: { state: true }, rawShown: { state: true } };

  #readings = [];
  #next;
  #journal = { items: [] };
  #dossier;

  constructor() {
    super();
    this.rawShown = RAW_ROWS;
  }

  topics() {
    return [`transaction:${this.transaction}`];
  }

  handlers() {
    return {
      transaction: (it) => {
        this.it = it;
        this.#loadStory();
      },
      reading: ({ transaction, reading }) => {
        if (transaction === this.transaction && this.it && !this.#readings.some((known) => isSame(known, reading))) {
          this.#readings = [...this.#readings, reading];
          this.it = withReading(this.it, reading);
          this.redrawSoon();
        }
      },
    };
  }

  async load() {
    const [it, readings] = await Promise.all([
      get(at`/transactions/${this.transaction}`),
      all(at`/transactions/${this.transaction}/readings`),
    ]);
    this.#readings = readings.items;
    this.#next = readings.next;
    this.it = it;
    await this.#loadStory();
  }

  async #loadStory() {
    const [journal, dossier] = await Promise.all([entriesDuring(this.it), get(at`/reviews/${this.transaction}`)]);
    this.#journal = journal;
    this.#dossier = dossier;
    this.requestUpdate();
  }

  content() {
    return html`${this.#head()} ${this.#review()} ${this.#flags()} ${this.#figures()}
      <section aria-label="Readings over time">
        ${this.#readings.length < 2
          ? empty(
              this.it.open ? 'Waiting for readings' : 'The station sent no readings',
              this.it.open
                ? 'The chart begins with the second reading. How often the station sends them is its setting MeterValueSampleInterval.'
                : 'Only the registers at start and end are known. Readings come when the station’s MeterValueSampleInterval is not 0.',
            )
          : readingsChart({ items: this.#readings, next: this.#next }, this.it)}
      </section>
      <div class="columns">
        <section aria-labelledby="timeline">
          <h2 id="timeline">What happened</h2>
          ${timeline(this.it, this.#readings, this.#journal.items, this.#dossier)} ${cutNote(this.#journal)}
        </section>
        <section aria-labelledby="facts">
          <h2 id="facts">As recorded</h2>
          ${this.#facts()}
          ${this.it.decision ? html`<h2>As decided</h2>${beside(this.it)}` : nothing}
        </section>
      </div>
      ${this.#readings.length === 0 ? nothing : this.#raw()}`;
  }

  #head() {
    const t = this.it;
    return html`<header class="head">
      <a class="back" href="/transactions">Transactions</a>
      <h1>${t.open ? 'Charging' : 'Transaction'} at ${stationLink(t.station)}, connector ${t.evse}</h1>
      ${t.open ? state('charging', 'Running') : state('', stoppedReason(t.stoppedReason))}
    </header>`;
  }

  /** Whether somebody should look, or has. */
  #review() {
    const { doubts } = this.#dossier.review;
    const { decision, id } = this.it;
    if (doubts.length === 0 && !decision) {
      return nothing;
    }
    const words =
      doubts.length > 0
        ? html`<strong>Waits for a decision:</strong> ${doubts.map((name) => doubt(name)[0].toLowerCase()).join(', ')}.`
        : html`<strong>Decided by ${decision.who}</strong>${decision.reason ? `: ${decision.reason}` : '.'}`;
    return html`<p class="notice ${doubts.length > 0 ? 'warning' : 'good'}">
      <span>${words} <a href=${at`/review/${id}`}>${doubts.length > 0 ? 'Decide' : 'Open the case'}</a></span>
    </p>`;
  }

  #flags() {
    return this.it.flags.map((name) => {
      const [title, explanation] = flag(name);
      return html`<p class="notice warning"><span><strong>${title}.</strong> ${explanation}</span></p>`;
    });
  }

  #figures() {
    const t = this.it;
    const powers = this.#readings.map((r) => r.powerW).filter((watts) => watts !== undefined);
    const charges = this.#readings.map((r) => r.stateOfChargePercent).filter((soc) => soc !== undefined);
    return html`<dl class="figures">
      <div class=${t.open ? 'charging' : ''}>
        <dt>Energy</dt><dd class=${t.energyWh === undefined ? 'said' : ''}>${energyOf(t, (wattHours) => measured(energy(wattHours)))}</dd>
        ${trust(t) ? html`<dd class="hint">${trust(t)}</dd>` : nothing}
      </div>
      <div><dt>Duration</dt><dd class="long">${lasted(t)}</dd></div>
      ${t.open && t.powerW !== undefined ? html`<div><dt>Power now</dt><dd>${measured(power(t.powerW))}</dd></div>` : nothing}
      ${powers.length > 0
        ? html`<div><dt>Highest power</dt><dd>${measured(power(Math.max(...powers)))}</dd></div>`
        : nothing}
      ${charges.length > 0
        ? html`<div>
            <dt>Battery</dt><dd>${number(charges[0])}<small>\u00a0→\u00a0</small>${number(charges.at(-1))}<small>\u00a0%</small></dd>
          </div>`
        : nothing}
    </dl>`;
  }

  #facts() {
    const t = this.it;
    const [tone, words] = verdict(t.verdict);
    return facts([
      ['Card', card(t)],
      ['Verdict at the start', state(tone, words)],
      ['Started', believed(t.believedStart, t.startedAt, t.site)],
      ['Start received', late(begunAt(t), t.startReceivedAt, t.site)],
      ['Meter at the start', register(t.meterStartWh)],
      ['Ended', t.stoppedAt ? html`${believed(t.believedEnd, t.stoppedAt, t.site)}${isInferred(t) ? ', inferred' : ''}` : undefined],
      ['End received', t.stopReceivedAt ? late(overAt(t), t.stopReceivedAt, t.site) : undefined],
      ['Meter at the end', register(t.meterStopWh)],
      ['Energy counted', register(t.countedWh)],
      ['Energy by power', register(t.energyByPowerWh)],
      ['Ended because', t.stoppedReason ? html`${stoppedReason(t.stoppedReason)} <span class="word">“${t.stoppedReason}”</span>` : undefined],
      ['Ended by', t.stoppedBy],
      ['Number at the station', t.stationTransactionId],
      ['Remote start', t.remoteStartId],
      ['Our number', html`<span class="mono">${t.id}</span>`],
    ]);
  }

  #raw() {
    const newest = this.#readings.slice(-this.rawShown).reverse();
    return html`<details class="raw">
      <summary>${number(this.#readings.length)} readings as the meter said them</summary>
      <div class="table-frame" tabindex="0" role="group" aria-label="Readings">
        <table>
          <thead>
            <tr>
              <th>Time</th><th class="number">Register</th><th class="number">Power</th>
              <th class="number">Current</th><th class="number">Battery</th><th>Samples</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(newest, (r) => r.receivedAt + r.at + r.energyWh, (r) => html`<tr>
              <td>${moment(r.at, this.it.site)}</td>
              <td class="number">${r.energyWh === undefined ? '' : `${number(r.energyWh, 1)}\u00a0Wh`}</td>
              <td class="number">${r.powerW === undefined ? '' : powerText(r.powerW)}</td>
              <td class="number">${r.currentA === undefined ? '' : `${number(r.currentA, 1)}\u00a0A`}</td>
              <td class="number">${r.stateOfChargePercent === undefined ? '' : `${r.stateOfChargePercent}\u00a0%`}</td>
              <td class="mono samples">${r.samples.map(sampleText).join('  ')}</td>
            </tr>`)}
          </tbody>
        </table>
      </div>
      ${this.#readings.length > this.rawShown
        ? html`<button @click=${() => (this.rawShown += RAW_ROWS)}>Show more</button>`
        : nothing}
    </details>`;
  }
}

const register = (wattHours) => (wattHours === undefined ? undefined : `${number(wattHours)}\u00a0Wh`);

/** When we heard of it, and how much later that was than we believe it happened, if noticeably. */
function late(happenedAt, receivedAt, site) {
  const millis = Date.parse(receivedAt) - Date.parse(happenedAt);
  return isPlausible(happenedAt) && millis > 60_000
    ? html`${moment(receivedAt, site)}, ${duration(millis)} later`
    : moment(receivedAt, site);
}

const sampleText = (s) =>
  `${s.measurand}${s.phase ? `[${s.phase}]` : ''}=${s.signed ? 'signed' : s.value}${s.unit ? ` ${s.unit}` : ''}`;

const HOW = { CORRECTED: 'clock corrected', RECEIVED: 'when we heard of it', UNKNOWN: 'at that time or earlier' };

/** A time as believed and, where the station said another, that one too. */
function believed(time, said, site) {
  if (time === undefined || time.how === 'STATION') {
    return isPlausible(said) ? moment(said, site, dateTime) : html`implausible, <span class="word">“${said}”</span>`;
  }
  return html`${moment(time.at, site, dateTime)}, ${HOW[time.how] ?? time.how} <span class="word">“${said}”</span>`;
}

customElements.define('ohm-transaction', Transaction);
