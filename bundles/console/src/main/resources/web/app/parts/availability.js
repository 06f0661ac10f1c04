import { Part, html, nothing, svg } from '../element.js';
import { at, get, post, remove } from '../api.js';
import { dateTime, dayName, duration, hourMinute, instantOf, isoDay, localTime, number, startOfDay, zone } from '../format.js';
import { mayChange } from '../rights.js';
import { EXCLUSIONS, exclusion } from '../words.js';
import { tell } from './bits.js';
import { ask } from './dialog.js';

const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const AGAIN_MILLIS = 60_000;
const HEIGHT = 28;
const AXIS_HEIGHT = 18;
const LABEL_WIDTH = 48;
const NOW_WIDTH = 32;
const STEPS = [1 / 12, 1 / 4, 1 / 2, 1, 2, 3, 6, 12].map((hours) => (hours * DAY) / 24);
const MOST_PAGES = 5;

/** State: [words, share of the height]. What differs in colour differs in height or pattern too. */
const STATES = {
  IN_USE: ['In use', 1],
  AVAILABLE: ['Available', 0.55],
  PLANNED_OUT: ['Out of service by order', 0.55],
  FAULTED: ['Faulted', 1],
  UNKNOWN: ['Not known', 0.3],
  BACKEND: ['This server was away', 0.12],
  EXCLUDED: ['Excluded', 0.75],
};
const ORDER = Object.keys(STATES);
const words = (state) => STATES[state]?.[0] ?? state;

/** Seven days of each EVSE of a station, and its uptime: `<ohm-availability .station=…>`. */
class Availability extends Part {
  static properties = { station: {}, ledger: { state: true }, exclusions: { state: true }, width: { state: true }, pointed: { state: true } };

  constructor() {
    super();
    this.width = 800;
    this.sizes = new ResizeObserver(([entry]) => (this.width = Math.max(240, Math.round(entry.contentRect.width))));
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
    this.timer = setInterval(() => this.#load(), AGAIN_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
    clearInterval(this.timer);
  }

  willUpdate(changed) {
    if (changed.has('station') && changed.get('station')?.id !== this.station.id) {
      this.ledger = undefined;
      this.#load();
    }
  }

  async #load() {
    const station = this.station.id;
    const from = startOfDay(isoDay(Date.now() - (DAYS - 1) * DAY, this.station.site), this.station.site);
    try {
      const ledger = await get(at`/stations/${station}/availability`, { from, limit: 1000 });
      for (const evse of ledger.evses) {
        await theRest(station, evse, ledger.to);
      }
      const exclusions = await get(at`/stations/${station}/exclusions`);
      if (station === this.station.id) {
        this.exclusions = exclusions.items;
        this.ledger = ledger;
      }
    } catch (problem) {
      this.ledger ??= { evses: [], problem: problem.message };
    }
  }

  render() {
    if (!this.ledger) {
      return nothing;
    }
    const { evses, problem } = this.ledger;
    const from = beginning(this.ledger);
    const all = from === Date.parse(this.ledger.from);
    return html`<h2>Availability${all ? `, last ${DAYS} days` : ` since ${dateTime(from, this.station.site)}`}</h2>
      ${problem ? html`<p class="hint">${problem}</p>` : nothing}
      ${evses.length === 0 && !problem
        ? html`<p class="hint">Nothing is known yet: it begins with the first status of a connector.</p>`
        : html`${evses.map((evse) => this.#strip(evse, from))} ${this.#excluded()}`}`;
  }

  /** What does not count, and why; also what was taken back. */
  #excluded() {
    return html`<section class="stack" aria-label="Excluded outage">
      <header class="section-head">
        <h3>Excluded outage</h3>
        ${mayChange() ? html`<button class="small" @click=${() => this.#exclude()}>Exclude outage…</button>` : nothing}
      </header>
      ${this.exclusions?.length
        ? html`<div class="table-frame" tabindex="0" role="group" aria-label="Excluded outage">
            <table>
              <thead>
                <tr><th>Where</th><th>From</th><th>To</th><th>Why</th><th>Evidence</th><th>By</th><th><span class="visually-hidden">Actions</span></th></tr>
              </thead>
              <tbody>${this.exclusions.map((it) => this.#exclusion(it))}</tbody>
            </table>
          </div>`
        : html`<p class="hint">Outage of which somebody else is the cause need not count against the uptime; say why, and what shows it.</p>`}
    </section>`;
  }

  #exclusion(it) {
    const { site } = this.station;
    return html`<tr>
      <td>${it.evse ? `Connector ${it.evse}` : 'All'}</td>
      <td>${dateTime(it.from, site)}</td>
      <td>${dateTime(it.to, site)}</td>
      <td>${exclusion(it.reason)}</td>
      <td class="wrap">${it.evidence}</td>
      <td>${it.who}${it.revokedBy ? html`<p class="hint">taken back by ${it.revokedBy}</p>` : nothing}</td>
      <td class="row-actions">
        ${mayChange() && !it.revokedBy
          ? html`<button class="small danger" aria-label="Take back ${exclusion(it.reason)}" @click=${() => this.#revoke(it)}>Take back</button>`
          : nothing}
      </td>
    </tr>`;
  }

  async #exclude() {
    const { id, site } = this.station;
    const now = Date.now();
    const booked = await ask({
      title: 'Exclude outage',
      intro: 'What the station was stays on record beside it. Time in which it worked is not touched.',
      fields: [
        {
          name: 'evse',
          label: 'Where',
          type: 'select',
          options: [['', 'All of the station'], ...this.ledger.evses.map(({ evse }) => [String(evse), `Connector ${evse}`])],
        },
        { name: 'from', label: 'From', type: 'datetime-local', value: minute(now - DAY, site), required: true },
        { name: 'to', label: 'To', type: 'datetime-local', value: minute(now, site), required: true },
        { name: 'reason', label: 'Why', type: 'select', options: Object.entries(EXCLUSIONS) },
        { name: 'evidence', label: 'What shows it', type: 'textarea', required: true, hint: 'A police report, a letter of the grid operator' },
      ],
      action: 'Exclude',
      send: ({ evse, from, to, ...rest }) =>
        post(at`/stations/${id}/exclusions`, {
          ...rest,
          ...(evse ? { evse: Number(evse) } : {}),
          from: instantOf(from, site),
          to: instantOf(to, site),
        }),
    });
    if (booked) {
      tell('Excluded.');
      await this.#load();
    }
  }

  async #revoke(it) {
    const revoked = await ask({
      title: 'Take it back?',
      intro: 'The outage counts again. Who took it back stays on record.',
      action: 'Take back',
      danger: true,
      send: () => remove(at`/stations/${this.station.id}/exclusions/${it.id}`).then(() => true),
    });
    if (revoked) {
      tell('Taken back.');
      await this.#load();
    }
  }

  #strip(evse, from) {
    const { site } = this.station;
    const to = Date.parse(this.ledger.to);
    const x = (instant) => ((Date.parse(instant) - from) / (to - from)) * this.width;
    const pointed = this.pointed?.evse === evse.evse ? evse.intervals[this.pointed.index] : undefined;
    const id = (name) => `availability-${name}-${evse.evse}`;
    return html`<figure class="availability">
      <figcaption>
        <strong>Connector ${evse.evse}</strong>
        <span class="uptime" title="Faults and unknown time count against it; orders, this server’s absence and what is excluded do not.">
          ${evse.uptimePercent === undefined ? 'no uptime yet' : html`${percent(evse.uptimePercent)} uptime`}
        </span>
        <span class="hint">
          ${evse.changes === 1 ? 'one change' : `${number(evse.changes ?? 0)} changes`}${since(evse, from, this.station.site)}
        </span>
      </figcaption>
      <svg
        viewBox="0 0 ${this.width} ${HEIGHT + AXIS_HEIGHT}"
        height=${HEIGHT + AXIS_HEIGHT}
        tabindex="0"
        role="application"
        aria-roledescription="timeline"
        aria-label="Availability of connector ${evse.evse} from ${dateTime(from, site)} to ${dateTime(to, site)}, ${zone(site)}. Arrow keys move through the intervals."
        @pointermove=${(event) => this.#point(event, evse, from, to)}
        @pointerdown=${(event) => this.#point(event, evse, from, to)}
        @pointerleave=${() => (this.pointed = undefined)}
        @keydown=${(event) => this.#move(event, evse)}
      >
        <defs>
          ${svg`<pattern id=${id('hatch')} class="FAULTED" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="ground" width="5" height="5" /><rect width="2.5" height="5" />
            </pattern>
            <pattern id=${id('bars')} class="PLANNED_OUT" width="6" height="6" patternUnits="userSpaceOnUse">
              <rect class="ground" width="6" height="6" /><rect width="2" height="6" />
            </pattern>`}
        </defs>
        <line class="floor" x1="0" x2=${this.width} y1=${HEIGHT - 0.5} y2=${HEIGHT - 0.5} />
        ${byWeight(evse.intervals).map((interval) => bar(interval, x, id, interval === pointed))}
        ${days(from, to, site).map((day) => svg`<line class="day" x1=${x(day)} x2=${x(day)} y1="0" y2=${HEIGHT} />`)}
        ${marks(from, to, this.width, site).map(
          ([moment, words]) =>
            svg`<line class="tick" x1=${x(moment)} x2=${x(moment)} y1=${HEIGHT} y2=${HEIGHT + 4} />
              <text x=${x(moment)} y=${HEIGHT + AXIS_HEIGHT - 3}>${words}</text>`,
        )}
        <text x=${this.width} y=${HEIGHT + AXIS_HEIGHT - 3} text-anchor="end">now</text>
      </svg>
      <p class="readout" aria-live="polite">${pointed ? told(pointed, this.station.site) : nothing}</p>
      <ul class="keys">
        ${ORDER.filter((state) => evse.millis[state] > 0).map(
          (state) => html`<li>${key(state, id)} ${words(state)} <b>${duration(evse.millis[state])}</b></li>`,
        )}
      </ul>
    </figure>`;
  }

  #point(event, evse, from, to) {
    const box = event.currentTarget.getBoundingClientRect();
    const moment = from + ((event.clientX - box.left) / box.width) * (to - from);
    const index = evse.intervals.findIndex((it) => Date.parse(it.from) <= moment && moment < Date.parse(it.to));
    this.pointed = index < 0 ? undefined : { evse: evse.evse, index };
  }

  #move(event, evse) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const last = evse.intervals.length - 1;
    const here = this.pointed?.evse === evse.evse ? this.pointed.index : last + 1;
    if (event.key === 'Escape') {
      this.pointed = undefined;
    } else if (event.key === 'Home' || event.key === 'End') {
      this.pointed = { evse: evse.evse, index: event.key === 'Home' ? 0 : last };
    } else if (step) {
      this.pointed = { evse: evse.evse, index: Math.min(last, Math.max(0, here + step)) };
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** A flapping station has more intervals than one answer holds. */
async function theRest(station, evse, to) {
  for (let page = 1; evse.next && page < MOST_PAGES; page++) {
    const more = await get(at`/stations/${station}/availability`, { from: evse.next, to, evse: evse.evse, limit: 1000 });
    evse.intervals.push(...more.evses[0].intervals);
    evse.next = more.evses[0].next;
  }
}

/** Trouble is drawn last, so that a short one is not painted over. */
const byWeight = (intervals) =>
  [...intervals].sort((a, b) => (a.state === 'FAULTED') - (b.state === 'FAULTED'));

function bar(interval, x, id, pointed) {
  const height = HEIGHT * (STATES[interval.state]?.[1] ?? 0.3);
  const width = Math.max(interval.state === 'FAULTED' ? 2 : 0.5, x(interval.to) - x(interval.from));
  return svg`<rect
    class="stretch ${interval.state} ${pointed ? 'pointed' : ''}"
    x=${x(interval.from)}
    y=${HEIGHT - height}
    width=${width}
    height=${height}
    fill=${fill(interval.state, id)}
  />`;
}

const fill = (state, id) =>
  state === 'FAULTED' ? `url(#${id('hatch')})` : state === 'PLANNED_OUT' ? `url(#${id('bars')})` : 'currentColor';

const key = (state, id) =>
  html`<svg class="swatch" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
    ${svg`<rect class="stretch ${state}" x="0.5" width="13" y=${13.5 - 13 * STATES[state][1]} height=${13 * STATES[state][1]} fill=${fill(state, id)} />`}
  </svg>`;

function told(interval, site) {
  const lasted = duration(Date.parse(interval.to) - Date.parse(interval.from));
  const { exclusion: excuse } = interval;
  return html`<strong>${words(interval.state)}</strong>${excuse
    ? ` (${exclusion(excuse.reason).toLowerCase()}: ${excuse.evidence}; it was ${words(interval.was).toLowerCase()})`
    : ''} for ${lasted} from ${dateTime(interval.from, site)}${interval.cause
    ? `: ${interval.cause}`
    : ''}${interval.learnedAt ? `, as the station told later, ${dateTime(interval.learnedAt, site)}` : ''}`;
}

/** Where the strips begin: in a station's first days with what is known of it, not with days of nothing. */
function beginning({ evses, from }) {
  const known = evses.map(({ recordedFrom }) => Date.parse(recordedFrom ?? from));
  return Math.max(Date.parse(from), known.length > 0 ? Math.min(...known) : 0);
}

/** Since when there is anything to tell of a connector, where that is later than its strip begins. */
const since = ({ recordedFrom }, from, site) =>
  recordedFrom && Date.parse(recordedFrom) > from ? `, recorded since ${dateTime(recordedFrom, site)}` : '';

const minute = (instant, site) => localTime(instant, site).slice(0, 'yyyy-mm-ddThh:mm'.length);

/** Midnights between two moments, in the site's zone. */
function days(from, to, site) {
  const midnights = [];
  for (let moment = from + 1.5 * DAY; moment - DAY / 2 < to; moment += DAY) {
    midnights.push(startOfDay(isoDay(moment - DAY / 2, site), site));
  }
  return midnights;
}

/** What the strip says below it, [moment, words]: days, or times of the day where there are less than three; what has no room is left out. */
function marks(from, to, width, site) {
  const start = new Date(from).toISOString();
  const long = to - from > 2 * DAY;
  const moments = [start, ...(long ? days(from, to, site) : rounds(from, to, width, site))];
  const x = (moment) => ((Date.parse(moment) - from) / (to - from)) * width;
  return moments
    .filter((moment, i) => (i + 1 < moments.length ? x(moments[i + 1]) : width - NOW_WIDTH) - x(moment) >= LABEL_WIDTH)
    .map((moment) => [moment, long ? dayName(moment, site) : hourMinute(moment, site)]);
}

/** Round times between two moments by the site's clock, as many as have room. */
function rounds(from, to, width, site) {
  const step = STEPS.find((size) => ((to - from) / size) * LABEL_WIDTH * 1.5 <= width) ?? DAY;
  const ahead = Date.parse(`${localTime(from, site)}Z`) - Math.floor(from / 1000) * 1000;
  const found = [];
  for (let moment = Math.ceil((from + ahead) / step) * step - ahead; moment < to; moment += step) {
    found.push(new Date(moment).toISOString());
  }
  return found;
}

/** 100 only where nothing is missing. */
const percent = (value) => `${number(Math.floor(value * 100) / 100, 2)}\u00a0%`;

customElements.define('ohm-availability', Availability);
