import { Part, html, nothing, repeat } from '../element.js';
import { at, get } from '../api.js';
import { clock, instantOf, number } from '../format.js';
import { FrameLog } from '../frames.js';
import { choices, empty } from './bits.js';

const HOUR = 60 * 60 * 1000;
const PART = 300;

/**
 * The station's conversation as it happens, newest first: `<ohm-frames .station=… .online=… .log=${FrameLog} .newest=… .site=…>`; a new
 * newest frame redraws it. Or, from a time that was chosen, what the wire log has of it, oldest first.
 */
class Frames extends Part {
  static properties = {
    station: {},
    online: { type: Boolean },
    log: {},
    newest: {},
    site: {},
    wanted: { state: true },
    only: { state: true },
    held: { state: true },
    opened: { state: true },
    past: { state: true },
  };

  constructor() {
    super();
    this.wanted = '';
    this.only = 'all';
    this.opened = new Set();
  }

  render() {
    const frames = (this.past?.frames ?? this.held ?? this.log.frames).filter((frame) => this.#isWanted(frame));
    return html`<header class="section-head">
        <h2 id="frames">Messages</h2>
        ${choices(
          'Which messages',
          [
            ['all', 'All'],
            ['interesting', 'Without heartbeats and readings'],
            ['errors', 'Errors'],
          ],
          this.only,
          (kind) => (this.only = kind),
        )}
        <label class="since">From <input type="datetime-local" step="1" @change=${(event) => this.#since(event.target.value)} /></label>
        <button class="small" ?disabled=${this.past !== undefined} aria-pressed=${this.held ? 'true' : 'false'} @click=${this.#hold}>
          ${this.held ? 'Go on' : 'Hold'}
        </button>
        <input
          type="search"
          aria-label="Search messages"
          placeholder="Search messages"
          .value=${this.wanted}
          @input=${(event) => (this.wanted = event.target.value)}
        />
      </header>
      ${frames.length === 0
        ? this.#nothing()
        : html`<ol class="frames" tabindex="0" aria-labelledby="frames">
            ${repeat(frames, (frame) => frame.key, (frame) => this.#line(frame))}
          </ol>`}
      ${this.past?.next ? html`<p><button @click=${() => this.#read(this.past.from, this.past.next)}>Show what came then</button></p>` : nothing}`;
  }

  #nothing() {
    if (this.past) {
      return empty('No message then', 'In the hour from that time nothing is in the wire log. Clear the time to see what comes now.');
    }
    if (this.log.frames.length > 0) {
      return empty('No such message', 'Others went over the wire while this page is open. Choose All to see them.');
    }
    const earlier = 'For what was said earlier, choose a time in the field From.';
    return this.online
      ? empty('No message since this page was opened', `Messages appear here as they go over the wire while this tab is seen. ${earlier}`)
      : empty('The station is offline', `Messages appear here once it is connected. ${earlier}`);
  }

  async #since(local) {
    const from = instantOf(local, this.site);
    this.past = undefined;
    if (from) {
      await this.#read(from);
    }
  }

  /** A part of the wire log; parts in which nothing was found are passed over. */
  async #read(from, after) {
    const to = new Date(Date.parse(from) + HOUR).toISOString();
    let page = { items: [], next: after };
    do {
      page = await get(at`/stations/${this.station}/frames`, { from, to, after: page.next, limit: PART });
    } while (page.items.length === 0 && page.next);
    const log = new FrameLog();
    page.items.forEach((frame) => log.add(frame));
    this.past = { from, frames: log.frames.reverse(), next: page.next };
  }

  #line(frame) {
    const open = this.opened.has(frame.key);
    return html`<li class="frame ${frame.kind} ${frame.fromStation ? 'up' : 'down'}">
      <button aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(frame.key)}>
        <time datetime=${frame.at}>${clock(frame.at, this.site)}</time>
        <span class="way">${frame.fromStation ? 'Station' : 'Server'}</span>
        <span class="action">${frame.action}${KINDS[frame.kind] ?? ''}</span>
        <span class="summary">${frame.summary}</span>
        <span class="took">${frame.tookMillis === undefined ? '' : `${number(frame.tookMillis)}\u00a0ms`}</span>
      </button>
      ${open ? html`<pre tabindex="0">${frame.body}</pre>` : nothing}
    </li>`;
  }

  #isWanted(frame) {
    const kind =
      this.only === 'all' ||
      (this.only === 'errors' && (frame.kind === 'error' || frame.kind === 'broken')) ||
      (this.only === 'interesting' && !['Heartbeat', 'MeterValues'].includes(frame.action));
    return kind && frame.text.toLowerCase().includes(this.wanted.toLowerCase());
  }

  #hold() {
    this.held = this.held ? undefined : this.log.frames;
  }

  #toggle(key) {
    const opened = new Set(this.opened);
    if (!opened.delete(key)) {
      opened.add(key);
    }
    this.opened = opened;
  }
}

const KINDS = { answer: ' answered', error: ' failed' };

customElements.define('ohm-frames', Frames);
