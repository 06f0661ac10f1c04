import { Part, html, nothing, repeat } from '../element.js';
import { clock, number } from '../format.js';
import { choices, empty } from './bits.js';

/** The station's conversation as it happens, newest first: `<ohm-frames .log=${FrameLog} .newest=… .site=…>`; a new newest frame redraws it. */
class Frames extends Part {
  static properties = {
    log: {},
    newest: {},
    site: {},
    wanted: { state: true },
    only: { state: true },
    held: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    this.wanted = '';
    this.only = 'all';
    this.opened = new Set();
  }

  render() {
    const frames = (this.held ?? this.log.frames).filter((frame) => this.#isWanted(frame));
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
        <button class="small" aria-pressed=${this.held ? 'true' : 'false'} @click=${this.#hold}>
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
        ? empty(
            'No message yet',
            'Messages appear here as they go over the wire while this page is open. Ask the station for a heartbeat to see one.',
          )
        : html`<ol class="frames" tabindex="0" aria-labelledby="frames">
            ${repeat(frames, (frame) => frame.key, (frame) => this.#line(frame))}
          </ol>`}`;
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
