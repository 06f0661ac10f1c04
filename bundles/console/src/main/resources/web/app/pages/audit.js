import { Page, html, nothing, repeat } from '../element.js';
import { get } from '../api.js';
import { empty, moment, state } from '../parts/bits.js';
import { PagedList } from '../parts/list.js';

/** Who changed what; administrators only. */
class Audit extends Page {
  static properties = { verdict: { state: true } };

  #list = new PagedList(() => ['/audit']);

  async load() {
    await this.#list.load();
  }

  content() {
    const { items } = this.#list;
    return html`<header class="head"><h1>Audit</h1></header>
      ${items.length === 0 ? empty('Nothing was changed yet', 'Every change by a person or a script is listed here.') : this.#table(items)}
      ${items.length === 0 ? nothing : this.#seal(items[0])}
      ${this.#list.more(this)}`;
  }

  #table(items) {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Changes">
      <table>
        <thead><tr><th>When</th><th>Who</th><th>What, and to what</th><th>Before</th><th>After</th></tr></thead>
        <tbody>
          ${repeat(items, (e) => e.number, (e) => html`<tr>
            <td>${moment(e.at)}</td><td>${e.who}</td><td>${e.action}<div class="hint">${e.subject}</div></td>
            <td class="wrap">${e.before}</td><td class="wrap">${e.after}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  /** The newest seal, to be noted where nobody who can change this server's database can change it too. */
  #seal(newest) {
    const verdict = this.verdict;
    return html`<section class="seal">
      <p>Each entry is sealed with the one before. Note the newest seal elsewhere: <code>${newest.seal}</code></p>
      <p><button @click=${() => this.#verify()}>Check the trail</button></p>
      <p role="status">
        ${!verdict
          ? nothing
          : verdict.whole
            ? state('online', `The trail is whole: ${verdict.entries} entries`)
            : html`${state('fault', 'The trail is broken')} ${verdict.reason}`}
      </p>
    </section>`;
  }

  async #verify() {
    this.verdict = undefined;
    this.verdict = await get('/audit/verification');
  }
}

customElements.define('ohm-audit', Audit);
