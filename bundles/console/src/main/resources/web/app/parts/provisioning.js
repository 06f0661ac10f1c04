import { Part, html, nothing } from '../element.js';
import { at, get, post, remove } from '../api.js';
import { mayChange } from '../rights.js';
import { moment, tell } from './bits.js';

const PHASES = {
  WAITING: ['warning', 'waits to be configured'],
  CONFIGURING: ['warning', 'is being configured'],
  CONFIGURED: ['good', 'has its settings'],
  AWAITING_REBOOT: ['warning', 'has its settings; some count from its next restart on'],
  INTERRUPTED: ['warning', 'went or did not answer; it is tried again at its next boot'],
  NOT_TOLD: ['warning', 'does not tell its settings, so none is changed'],
  GIVEN_UP: ['fault', 'kept restarting after it was configured, and is left alone'],
};
const STANDINGS = {
  RIGHT: 'was right',
  CHANGED: 'changed',
  REBOOT_REQUIRED: 'changed, counts after a restart',
  REFUSED: 'refused',
  UNKNOWN_TO_STATION: 'not known to the station',
  NOT_TAKEN: 'accepted, but not taken',
  FAILED: 'failed',
};
const TAKEN = ['CHANGED', 'REBOOT_REQUIRED'];

/** Whether a station has the settings it should have: `<ohm-provisioning .station=${Station}>`. Empty where nothing is wanted. */
class Provisioning extends Part {
  static properties = { station: {}, state: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.state = await get(at`/stations/${this.station.id}/provisioning`);
  }

  async #configure() {
    try {
      this.state = await post(at`/stations/${this.station.id}/provisioning`);
      tell(`${this.station.id} is ${this.station.online ? 'being configured.' : 'offline: it is configured at its next boot.'}`);
    } catch (problem) {
      tell(problem.message);
    }
  }

  async #tryRefused() {
    try {
      await remove(at`/stations/${this.station.id}/provisioning/refusals`);
      await this.#configure();
    } catch (problem) {
      tell(problem.message);
    }
  }

  render() {
    const s = this.state;
    if (!s?.phase) {
      return nothing;
    }
    const [tone, words] = PHASES[s.phase] ?? ['warning', s.phase];
    const notable = s.items.filter((item) => item.standing !== 'RIGHT');
    const refused = notable.some((item) => !TAKEN.includes(item.standing));
    return html`<section class="stack" aria-label="Wanted settings">
      <header class="section-head">
        <h2>Wanted settings</h2>
        <button class="small" @click=${() => this.#load()}>Look again</button>
        ${mayChange() ? html`<button class="small" @click=${() => this.#configure()}>Configure now</button>` : nothing}
        ${mayChange() && s.items.some((item) => item.standing === 'REFUSED')
          ? html`<button
              class="small"
              title="What stations of this model refused is forgotten for all of them"
              @click=${() => this.#tryRefused()}
            >
              Try what was refused again
            </button>`
          : nothing}
      </header>
      <p class=${tone === 'good' ? 'hint' : `notice ${tone}`}>
        <span>
          The station ${words}${s.phase === 'CONFIGURED' && refused ? ', as far as it takes them' : nothing}
          (${s.recipe}, ${moment(s.since, this.station.site)}).
          ${s.bootOverdue ? 'It was told to wait and never booted again; what it sends is answered as ever.' : nothing}
        </span>
      </p>
      ${notable.length === 0
        ? nothing
        : html`<div class="table-frame" tabindex="0" role="group" aria-label="Wanted settings">
            <table>
              <thead>
                <tr><th>Name</th><th>Wanted</th><th>Before</th><th>What became of it</th></tr>
              </thead>
              <tbody>
                ${notable.map(
                  (item) =>
                    html`<tr>
                      <td>${item.name}</td>
                      <td>${item.wanted}</td>
                      <td>${item.before ?? '–'}</td>
                      <td>
                        ${STANDINGS[item.standing] ?? item.standing}${item.word && item.standing !== 'CHANGED'
                          ? ` (${item.word})`
                          : nothing}
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
    </section>`;
  }
}

customElements.define('ohm-provisioning', Provisioning);
