// The route files of config/routes: how each is, and what its routes gave up on.

import { Page, html, nothing, repeat } from '../element.js';
import { Problem, at, get, post, remove } from '../api.js';
import { mayChange } from '../rights.js';
import { ago, empty, moment, state, stationLink, tell } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { PagedList } from '../parts/list.js';
import { number } from '../format.js';

const AGAIN_MILLIS = 5000;

const STATES = { RUNNING: ['online', 'Runs'], OFF: ['', 'Switched off'], FAILED: ['fault', 'Does not run'] };

class Routes extends Page {
  static properties = { files: { state: true }, busy: { state: true } };

  #letters = new PagedList(() => ['/dead-letters']);
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || this.busy || this.reload(), AGAIN_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async load() {
    const [files] = await Promise.all([get('/routes'), this.#letters.load()]);
    this.files = files.items;
  }

  content() {
    return html`<header class="head">
        <h1>Routes</h1>
        <p>Files in <code>config/routes</code> that pass on what happens here, or bring in what happens elsewhere.</p>
      </header>
      ${this.files.length === 0
        ? empty('There are no route files', 'The program brings examples in config/routes; each says at its top how to switch it on.')
        : this.#fileTable()}
      <section aria-label="Dead letters">
        <header class="section-head"><h2>Dead letters</h2>${this.#replayAll()}</header>
        ${this.#letters.items.length === 0
          ? empty('No route gave up on anything', 'What a route gives up on waits here, until it is replayed or discarded.')
          : this.#letterTable()}
        ${this.#letters.more(this)}
      </section>`;
  }

  #fileTable() {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Route files">
      <table>
        <thead>
          <tr>
            <th>File</th><th>State</th><th class="number">Done</th><th class="number">Failed</th>
            <th>Journal</th><th>Last failure</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(this.files, (file) => file.name, (file) => fileRows(file))}
        </tbody>
      </table>
    </div>`;
  }

  #letterTable() {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Dead letters">
      <table>
        <thead>
          <tr><th>Follower</th><th>What</th><th>Station</th><th>Given up</th><th class="number">Tries</th><th>Why</th><th><span class="visually-hidden">Actions</span></th></tr>
        </thead>
        <tbody>
          ${repeat(this.#letters.items, key, (letter) => html`<tr>
            <td>${letter.follower}</td>
            <td>${letter.kind}<div class="hint">${letter.position}</div></td>
            <td>${letter.station ? stationLink(letter.station) : '–'}</td>
            <td>${ago(letter.at)}</td>
            <td class="number">${number(letter.attempts)}</td>
            <td class="wrap">${letter.failure}</td>
            <td class="actions">${mayChange() ? this.#actions(letter) : nothing}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  #actions(letter) {
    return html`<button class="small" ?disabled=${this.busy} @click=${() => this.#replay(letter)}>Replay</button>
      <button class="small quiet" ?disabled=${this.busy} @click=${() => this.#discard(letter)}>Discard…</button>`;
  }

  #replayAll() {
    return mayChange() && this.#letters.items.length > 1
      ? html`<button ?disabled=${this.busy} @click=${() => this.#replayShown()}>Replay all shown</button>`
      : nothing;
  }

  async #replay(letter) {
    await this.#meanwhile(async () => {
      const { done, failure } = await post(path(letter) + '/replay');
      tell(done ? 'It came through.' : `It failed again: ${failure}`);
    });
  }

  /** Oldest first; stops at the first that fails again: the others would fare no better. */
  async #replayShown() {
    await this.#meanwhile(async () => {
      let through = 0;
      for (const letter of [...this.#letters.items].reverse()) {
        const { done, failure } = await post(path(letter) + '/replay');
        if (!done) {
          tell(`${through} came through, then one failed again: ${failure}`);
          return;
        }
        through++;
      }
      tell(`All ${through} came through.`);
    });
  }

  async #meanwhile(work) {
    this.busy = true;
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      tell(problem.message);
    } finally {
      this.busy = false;
      await this.reload();
    }
  }

  async #discard(letter) {
    const discarded = await ask({
      title: 'Discard this dead letter?',
      intro: html`<p>${letter.kind} at ${letter.position} will not be passed on by ${letter.follower}. It stays in the journal.</p>`,
      action: 'Discard',
      danger: true,
      send: async () => {
        await remove(path(letter));
        return true;
      },
    });
    if (discarded) {
      await this.reload();
    }
  }
}

const key = (letter) => letter.follower + ' ' + letter.position;

const path = (letter) => at`/dead-letters/${letter.follower}/${letter.position}`;

/** One row for a file that does not run, else one for each of its routes. */
function fileRows(file) {
  const [tone, words] = STATES[file.state] ?? ['offline', file.state];
  if (file.routes.length === 0) {
    return html`<tr>
      <td class="wrap">${file.name}</td>
      <td>${state(tone, words)}</td>
      <td class="wrap" colspan="4">${file.line ? `Line ${file.line}: ` : nothing}${file.mistake}</td>
    </tr>`;
  }
  return file.routes.map(
    (route) => html`<tr>
      <td class="wrap">${file.name}<div class="hint">${route.description ?? route.id}</div></td>
      <td>${route.failing ? state('fault', 'Fails') : state(tone, words)}</td>
      <td class="number">${number(route.done)}${
        route.sent < route.done ? html`<div class="hint">${number(route.sent)} sent</div>` : nothing
      }</td>
      <td class="number">${number(route.failed)}</td>
      <td>${route.follower ? journal(route) : '–'}</td>
      <td class="wrap">${route.lastFailure ? html`${moment(route.lastFailedAt)} ${route.lastFailure}` : '–'}</td>
    </tr>`,
  );
}

const journal = (route) => html`${route.lag === 0 ? 'up to date' : `${number(route.lag)} behind`}
  <div class="hint">${route.position}${route.deadLetters ? `, ${number(route.deadLetters)} given up` : nothing}</div>`;

customElements.define('ohm-routes', Routes);
