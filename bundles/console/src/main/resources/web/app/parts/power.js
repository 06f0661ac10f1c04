import { Part, html, nothing, svg } from '../element.js';
import { clock, duration, hourMinute, powerText } from '../format.js';

const KEPT_MILLIS = 60 * 60 * 1000;
const WORTH_SHOWING_MILLIS = 10 * 1000;
const WORTH_SECONDS_MILLIS = 3 * 60 * 1000;
const WIDTH = 1000;
const HEIGHT = 72;

/** What the fleet drew while this tab was open; kept when pages change. */
const seen = [];

/** The fleet's power over the last hour, as far as this tab has seen it. */
class FleetPower extends Part {
  static properties = { now: {} };

  willUpdate() {
    if (this.now && this.now.at !== seen.at(-1)?.at) {
      seen.push({ at: this.now.at, millis: Date.parse(this.now.at), watts: this.now.powerW });
      while (seen[0].millis < Date.now() - KEPT_MILLIS) {
        seen.shift();
      }
    }
  }

  render() {
    const from = seen[0]?.millis;
    const span = seen.at(-1)?.millis - from;
    const highest = Math.max(...seen.map((p) => p.watts));
    if (!(span >= WORTH_SHOWING_MILLIS) || highest === 0) {
      return nothing;
    }
    const x = (p) => ((p.millis - from) / span) * WIDTH;
    const y = (p) => HEIGHT - 2 - (p.watts / highest) * (HEIGHT - 8);
    // What was drawn stays drawn until the next word about it: steps, not slopes.
    const line = seen.map((p, i) => (i === 0 ? `M0 ${y(p)}` : `H${x(p)}V${y(p)}`)).join('');
    const label = span < WORTH_SECONDS_MILLIS ? clock : hourMinute;
    return html`<figure class="fleet-power">
      <figcaption>Fleet power, last ${duration(span)}</figcaption>
      <div class="values"><span>${powerText(highest)}</span><span>${powerText(0)}</span></div>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Fleet power, at most ${powerText(highest)}">
        ${svg`<path class="area" d="${line}V${HEIGHT}H0Z"/><path class="line" d=${line} />`}
      </svg>
      <div class="times"><span>${label(from)}</span><span>${label(seen.at(-1).millis)}</span></div>
    </figure>`;
  }
}

customElements.define('ohm-fleet-power', FleetPower);
