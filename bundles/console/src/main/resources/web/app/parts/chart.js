import { Part, html, nothing, svg } from '../element.js';
import { MOST } from '../api.js';
import { clock, energyText, hourMinute, number, powerText } from '../format.js';
import { chartStart } from './transactions.js';

const HEIGHT = 260;
const EDGE = { top: 14, right: 68, bottom: 26, left: 52 };
const MINUTE = 60_000;
const LABEL_WIDTH = 60;
const STEPS = [1 / 6, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);

/**
 * Readings over time: power as an area, energy as a line on its own scale, battery dashed. The line above the chart reads out
 * the moment under the pointer, or under the arrow keys: `<ohm-chart .readings=… .start=${meterStartWh} .site=…>`.
 */
class Chart extends Part {
  static properties = { readings: {}, start: {}, site: {}, width: { state: true }, cursor: { state: true } };

  constructor() {
    super();
    this.width = 800;
    this.sizes = new ResizeObserver(([entry]) => (this.width = Math.max(280, Math.round(entry.contentRect.width))));
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('readings') || changed.has('start')) {
      this.points = toPoints(this.readings, this.start);
      if (this.cursor >= this.points.length) {
        this.cursor = undefined;
      }
    }
  }

  render() {
    const scale = this.#scale();
    return html`<figure class="chart">
      ${this.#readout()}
      <svg
        viewBox="0 0 ${this.width} ${HEIGHT}"
        height=${HEIGHT}
        role="application"
        aria-roledescription="chart"
        aria-label="Power, energy and battery over time. Arrow keys move through the readings."
        tabindex="0"
        @pointermove=${(event) => this.#point(event, scale)}
        @pointerleave=${() => (this.cursor = undefined)}
        @keydown=${this.#move}
      >
        ${this.#grid(scale)} ${this.#series(scale)} ${this.#cursorLine(scale)}
      </svg>
    </figure>`;
  }

  #scale() {
    const [from, to] = [this.points[0].at, Math.max(this.points.at(-1).at, this.points[0].at + MINUTE)];
    const power = ceiling(Math.max(1000, ...this.points.map((p) => p.power ?? 0)));
    const energy = ceiling(Math.max(100, ...this.points.map((p) => p.energy ?? 0)));
    const inner = { width: this.width - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
    const up = (share) => EDGE.top + inner.height * (1 - share);
    return {
      from,
      to,
      power,
      energy,
      x: (at) => EDGE.left + ((at - from) / (to - from)) * inner.width,
      at: (x) => from + ((x - EDGE.left) / inner.width) * (to - from),
      yPower: (watts) => up(watts / power),
      yEnergy: (wattHours) => up(wattHours / energy),
      yBattery: (percent) => up(percent / 100),
    };
  }

  #grid({ from, to, x, power, energy, yPower, yBattery }) {
    const step = STEPS.find((s) => (to - from) / s <= this.width / 90) ?? STEPS.at(-1);
    // The first and the last moment, and the round ones that leave room for them.
    const times = [from, to];
    for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
      if (x(at) - x(from) >= LABEL_WIDTH && x(to) - x(at) >= LABEL_WIDTH) {
        times.push(at);
      }
    }
    const label = step < MINUTE ? clock : hourMinute;
    return svg`<g class="grid">
      ${[0, 0.25, 0.5, 0.75, 1].map((share) => {
        const y = yPower(power * share);
        return svg`<line x1=${EDGE.left} x2=${this.width - EDGE.right} y1=${y} y2=${y} />
          <text class="power" x=${EDGE.left - 8} y=${y + 4} text-anchor="end">${axisNumber(power, share)}${share === 1 ? ' kW' : ''}</text>
          <text class="energy" x=${this.width - EDGE.right + 8} y=${y + 4}>${axisNumber(energy, share)}${share === 1 ? ' kWh' : ''}</text>`;
      })}
      ${this.points.some((p) => p.battery !== undefined)
        ? svg`<text class="battery" x=${EDGE.left + 6} y=${yBattery(100) - 4}>100\u00a0%</text>`
        : nothing}
      ${times.map((at) => svg`<text x=${x(at)} y=${HEIGHT - 6} text-anchor="middle">${label(at, this.site)}</text>`)}
    </g>`;
  }

  #series({ x, yPower, yEnergy, yBattery }) {
    const power = this.points.filter((p) => p.power !== undefined);
    const line = path(power, x, (p) => yPower(p.power));
    const area = power.length > 1 ? `${line}V${yPower(0)}H${x(power[0].at)}Z` : '';
    return svg`<path class="area" d=${area} /><path class="line" d=${line} />
      <path class="line energy" d=${path(this.points.filter((p) => p.energy !== undefined), x, (p) => yEnergy(p.energy))} />
      <path class="line battery" d=${path(this.points.filter((p) => p.battery !== undefined), x, (p) => yBattery(p.battery))} />`;
  }

  #cursorLine({ x, yPower, yEnergy, yBattery }) {
    const p = this.points[this.cursor];
    if (!p) {
      return nothing;
    }
    const dot = (value, y, name) => (value === undefined ? nothing : svg`<circle class=${name} cx=${x(p.at)} cy=${y(value)} r="4" />`);
    return svg`<line class="cursor" x1=${x(p.at)} x2=${x(p.at)} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} />
      ${dot(p.power, yPower, 'power')} ${dot(p.energy, yEnergy, 'energy')} ${dot(p.battery, yBattery, 'battery')}`;
  }

  /** Legend and values in one: the latest of each, or what the cursor points at. */
  #readout() {
    const pointed = this.points[this.cursor];
    const entry = (name, words, text) => {
      const latest = this.points.findLast((point) => point[name] !== undefined);
      const value = (pointed ?? latest)?.[name];
      return latest
        ? html`<span class="key ${name}"><i></i>${words} <b>${value === undefined ? '–' : text(value)}</b></span>`
        : nothing;
    };
    return html`<figcaption>
      <span class="key time">${clock((pointed ?? this.points.at(-1)).at, this.site)}</span>
      ${entry('power', 'Power', powerText)} ${entry('energy', 'Energy', energyText)}
      ${entry('battery', 'Battery', (percent) => `${number(percent)}\u00a0%`)}
    </figcaption>`;
  }

  #point(event, scale) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = scale.at(((event.clientX - box.left) / box.width) * this.width);
    this.cursor = nearest(this.points, at);
  }

  #move(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    const last = this.points.length - 1;
    if (event.key === 'Escape') {
      this.cursor = undefined;
    } else if (event.key === 'Home' || event.key === 'End') {
      this.cursor = event.key === 'Home' ? 0 : last;
    } else if (step) {
      this.cursor = Math.min(last, Math.max(0, (this.cursor ?? last) + step));
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** The chart of a transaction. @param readings from the first, and whether there is a `next` */
export const readingsChart = ({ items, next }, transaction) =>
  html`<ohm-chart .readings=${items} .start=${chartStart(transaction)} .site=${transaction.site}></ohm-chart>
    ${next ? html`<p class="hint">Only the first ${number(MOST)} readings are shown.</p>` : nothing}`;

/** Energy counts from the start of the transaction, or from the first reading where the start is unknown. */
function toPoints(readings, start) {
  const zero = start ?? readings.find((r) => r.energyWh !== undefined)?.energyWh;
  return readings
    .map((r) => ({
      at: Date.parse(r.at),
      power: r.powerW,
      energy: r.energyWh === undefined ? undefined : r.energyWh - zero,
      battery: r.stateOfChargePercent,
    }))
    .sort((a, b) => a.at - b.at);
}

const path = (points, x, y) => points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.at).toFixed(1)} ${y(p).toFixed(1)}`).join('');

/** A share of the scale in thousands, all steps of a scale with the same decimals. */
function axisNumber(most, share) {
  const step = most / 4000;
  const digits = [0, 1, 2, 3].find((d) => Math.abs(step * 10 ** d - Math.round(step * 10 ** d)) < 1e-9) ?? 2;
  return share === 0 ? '0' : number(4 * share * step, digits);
}

/** The next round number that four even steps divide well. */
function ceiling(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  return size * [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((factor) => size * factor >= value);
}

function nearest(points, at) {
  let best = 0;
  points.forEach((p, i) => {
    if (Math.abs(p.at - at) < Math.abs(points[best].at - at)) {
      best = i;
    }
  });
  return best;
}

customElements.define('ohm-chart', Chart);
