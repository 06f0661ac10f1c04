import { Part, html, nothing, repeat } from '../element.js';
import { at, post } from '../api.js';
import { outcome } from '../words.js';
import { ask } from './dialog.js';
import { empty, tell } from './bits.js';

/** What the station is set to, asked of the station itself: `<ohm-station-settings .station=${Station}>`. */
class StationSettings extends Part {
  static properties = {
    station: {},
    report: { state: true },
    problem: { state: true },
    wanted: { state: true },
    busy: { state: true },
    answers: { state: true },
  };

  constructor() {
    super();
    this.wanted = '';
    this.answers = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  async #read() {
    this.busy = true;
    try {
      this.report = await post(at`/stations/${this.station.id}/commands/read-settings`);
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = false;
  }

  render() {
    if (this.busy && !this.report) {
      return html`<p class="waiting" role="status">Asking the station…</p>`;
    }
    if (this.problem) {
      return html`<p class="notice fault" role="alert">${this.problem.message}</p>`;
    }
    if (!this.report || this.report.settings.length === 0) {
      return empty(
        outcome(this.report?.outcome)[1],
        this.report?.reason ?? 'The station told no settings.',
        html`<button @click=${() => this.#read()}>Ask again</button>`,
      );
    }
    const wanted = this.wanted.toLowerCase();
    const found = this.report.settings.filter((s) => `${s.name} ${s.value}`.toLowerCase().includes(wanted));
    return html`<section class="stack">
      <header class="section-head">
        <h2>Settings of the station</h2>
        <button class="small" ?disabled=${this.busy} @click=${() => this.#read()}>Read again</button>
        <input
          type="search"
          aria-label="Search settings"
          placeholder="Search  ( / )"
          .value=${this.wanted}
          @input=${(event) => (this.wanted = event.target.value)}
        />
      </header>
      <div class="table-frame" tabindex="0" role="group" aria-label="Settings">
        <table>
          <thead>
            <tr><th>Name</th><th>Value</th><th>The station’s answer</th><th><span class="visually-hidden">Actions</span></th></tr>
          </thead>
          <tbody>
            ${repeat(found, (s) => s.name, (s) => this.#row(s))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #row(setting) {
    const answer = this.answers.get(setting.name);
    const [tone, words] = answer ? outcome(answer.outcome) : [];
    return html`<tr>
      <td>${setting.name}</td>
      <td class="mono wrap">${setting.value}</td>
      <td>
        ${answer
          ? html`<span class=${tone}>${words}</span> ${answer.word ? html`<span class="word">“${answer.word}”</span>` : nothing}
              ${answer.reason ?? ''}`
          : nothing}
      </td>
      <td class="row-actions">
        ${setting.readOnly
          ? html`<span class="hint">read only</span>`
          : html`<button class="small" aria-label="Change ${setting.name}" @click=${() => this.#change(setting)}>Change…</button>`}
      </td>
    </tr>`;
  }

  async #change({ name, value }) {
    const answer = await ask({
      title: `Change ${name}`,
      intro: `It is ${value === '' ? 'empty' : value} now. The station decides whether it takes the new value.`,
      fields: [{ name: 'value', label: 'New value', value }],
      action: 'Change',
      send: (values) => post(at`/stations/${this.station.id}/commands/change-setting`, { name, value: values.value }),
    });
    if (answer) {
      this.answers = new Map(this.answers).set(name, answer);
      tell(`${name}: ${outcome(answer.outcome)[1]}`);
      await this.#read();
    }
  }
}

customElements.define('ohm-station-settings', StationSettings);
