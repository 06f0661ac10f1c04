// One file of settings: a form made of its description, what is wrong with it, and what it was.

import { Page, html, nothing, repeat } from '../element.js';
import { Problem, at, get, post, put, remove } from '../api.js';
import { empty, moment, tell } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { ALREADY, COUNTS, DONE, SOURCES, allowed } from '../settings.js';
import { problemList } from './settings.js';

/** A file comes into force within a second after it rests. */
const IN_FORCE_MILLIS = 2500;

/** What the server shows in place of a secret. */
const MASK = '***';

class Setting extends Page {
  static properties = {
    file: {},
    component: { state: true },
    changes: { state: true },
    edits: { state: true },
    refusal: { state: true },
    saved: { state: true },
    busy: { state: true },
  };

  #timer;

  constructor() {
    super();
    this.edits = new Map();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async load() {
    const [component, changes] = await Promise.all([get(at`/settings/${this.file}`), get(at`/settings/${this.file}/history`)]);
    this.component = component;
    this.changes = changes.items;
  }

  get #seen() {
    return this.component.files[0];
  }

  content() {
    const { name, description, fields, many } = this.component;
    const together = commonCounts(fields);
    const values = new Map(this.#seen.values.map((value) => [value.key, value]));
    return html`<header class="head">
        <h1><a href="/settings">Settings</a> · ${name}</h1>
        <p>${description}</p>
        <p class="hint"><code>config/${this.file}.cfg</code>${this.#seen.version ? '' : ', which is not written yet'}</p>
        ${this.#seen.version
          ? html`<div class="actions"><button class="danger" @click=${() => this.#remove(many)}>Remove file…</button></div>`
          : nothing}
      </header>
      ${together ? html`<p class="notice">${COUNTS[together]}</p>` : nothing}
      ${this.#seen.problems.length > 0 ? problemList(this.#seen.problems) : nothing}
      ${this.saved ? html`<p class="notice good" role="status">${this.saved}</p>` : nothing}
      <form class="panel setting" @submit=${this.#save} novalidate>
        ${fields.map((field) => this.#field(field, values.get(field.key), together))} ${this.#refused(fields)}
        <footer class="actions">
          <button class="primary" ?disabled=${this.busy || this.edits.size === 0}>Save</button>
          <button type="button" class="quiet" ?disabled=${this.edits.size === 0} @click=${this.#drop}>Drop changes</button>
        </footer>
      </form>
      <section aria-labelledby="history">
        <header class="section-head"><h2 id="history">History</h2></header>
        ${this.changes.length === 0
          ? empty('Nothing was changed yet', 'Every change is kept here, by whomever and however it was made.')
          : html`<ol class="panel changes">${repeat(this.changes, (c) => c.number, (c, i) => this.#change(c, i === 0))}</ol>`}
      </section>`;
  }

  #field(field, value, together) {
    const id = `field-${field.key}`;
    const error = this.refusal?.errors?.find((e) => e.field === field.key)?.message;
    const isDefault = value?.written !== MASK && this.#shown(field, value) === field.preset;
    return html`<div class="field">
      <label for=${id}>${field.name} <code>${field.key}</code></label>
      ${this.#control(id, field, value, error)}
      ${error ? html`<p id="${id}-error" class="hint fault">${field.name} ${error}.</p>` : nothing}
      <p id="${id}-hint" class="hint">
        ${field.description} ${allowed(field)} ${field.preset === '' ? nothing : html`Default: <code>${field.preset}</code>. `}
        ${together ? nothing : COUNTS[field.counts]}
      </p>
      ${this.#standing(value)}
      ${isDefault
        ? nothing
        : html`<p><button type="button" class="small quiet" aria-label="Use the default of ${field.name}" @click=${() => this.#edit(field, value, null)}>Use the default</button></p>`}
    </div>`;
  }

  /** Where what counts is not what the form shows. */
  #standing(value) {
    if (!value || value.source === 'DEFAULT' || value.source === 'FILE') {
      const differs = value && value.written !== undefined && value.written !== value.value;
      return differs ? html`<p class="hint">In force: <code>${value.value}</code>.</p>` : nothing;
    }
    return html`<p class="hint warning">${SOURCES[value.source]} ${value.source === 'OPTION' ? html`In force: <code>${value.value}</code>.` : nothing}</p>`;
  }

  #control(id, field, value, error) {
    const hidden = value?.written === MASK && field.type === 'SECRET';
    const shown = this.#shown(field, value);
    const described = error ? `${id}-error ${id}-hint` : `${id}-hint`;
    const change = (event) => this.#edit(field, value, event.target.value.trim());
    const choices = field.type === 'TRUE_OR_FALSE' ? [['true', 'Yes'], ['false', 'No']] : field.options.map((o) => [o.value, o.label || o.value]);
    if (shown === '' && field.options.length > 0) {
      choices.unshift(['', 'Choose…']); // it has no default
    }
    if (choices.some(([choice]) => choice === shown)) {
      return html`<select id=${id} aria-describedby=${described} @change=${change}>
        ${choices.map(([choice, words]) => html`<option value=${choice} ?selected=${choice === shown}>${words}</option>`)}
      </select>`;
    }
    return html`<input
      id=${id}
      type=${hidden ? 'password' : 'text'}
      .value=${shown}
      placeholder=${hidden ? 'unchanged' : nothing}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${described}
      @input=${change}
    />`;
  }

  #shown(field, value) {
    if (this.edits.has(field.key)) {
      return this.edits.get(field.key) ?? field.preset;
    }
    return value?.written === MASK ? '' : (value?.written ?? field.preset);
  }

  /** @param text null for the default */
  #edit(field, value, text) {
    const edits = new Map(this.edits);
    edits.delete(field.key);
    this.edits = edits;
    const same = text === null ? value?.written === undefined : text === this.#shown(field, value);
    if (!same) {
      this.edits = new Map(edits).set(field.key, text);
    }
    this.saved = undefined;
  }

  #drop() {
    this.edits = new Map();
    this.refusal = undefined;
    this.reload();
  }

  #refused(fields) {
    if (!this.refusal) {
      return nothing;
    }
    const others = (this.refusal.errors ?? []).filter((e) => !fields.some((f) => f.key === e.field));
    return html`<div class="notice fault" role="alert">
      <div>
        <p>${this.refusal.message}</p>
        ${others.map((e) => html`<p>${e.field} ${e.message}</p>`)}
        ${this.refusal.status === 409
          ? html`<p><button type="button" class="small" @click=${this.#drop}>Show the file as it is now</button></p>`
          : nothing}
      </div>
    </div>`;
  }

  async #save(event) {
    event.preventDefault();
    const keys = [...this.edits.keys()];
    await this.#send(
      () => put(at`/settings/${this.file}`, { version: this.#seen.version, values: Object.fromEntries(this.edits) }),
      () => this.#consequence(keys),
    );
  }

  /** What a change of these keys does, and when. */
  #consequence(keys) {
    const counts = new Set(this.component.fields.filter((f) => keys.includes(f.key)).map((f) => f.counts));
    const won = this.#seen.values.some((v) => keys.includes(v.key) && v.source === 'OPTION');
    const words = ['Saved.', ...Object.keys(DONE).filter((when) => counts.has(when)).map((when) => DONE[when])];
    return [...words, ...(won ? [ALREADY] : [])].join(' ');
  }

  async #send(work, words) {
    this.busy = true;
    this.refusal = undefined;
    this.saved = undefined;
    try {
      await work();
      this.saved = words();
      this.edits = new Map();
      await this.reload();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.edits.size > 0 || this.reload(), IN_FORCE_MILLIS);
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      this.refusal = problem;
    } finally {
      this.busy = false;
    }
  }

  async #remove(many) {
    const removed = await ask({
      title: 'Remove this file?',
      intro: many ? 'What it says counts no more. It stays in the history.' : 'All its settings will be as by default. It stays in the history.',
      action: 'Remove',
      danger: true,
      send: () => remove(`${at`/settings/${this.file}`}?version=${encodeURIComponent(this.#seen.version)}`).then(() => true),
    });
    if (removed) {
      tell('Removed.');
      await this.#send(async () => {}, () => 'Removed. It counts within a second or two.');
    }
  }

  #change(change, newest) {
    const who = change.who ? `by ${change.who}` : 'by hand, in the file';
    return html`<li>
      <details ?open=${newest}>
        <summary>${ACTIONS[change.action]} ${moment(change.at)} ${who}</summary>
        <pre class="diff" tabindex="0" role="group" aria-label="What changed">${change.lines.map(
          (line) => html`<span class=${line.kind}>${SIGNS[line.kind]} ${line.text}\n</span>`,
        )}</pre>
      </details>
      ${newest
        ? nothing
        : html`<button class="small" ?disabled=${this.busy} aria-label="Bring back change ${change.number}" @click=${() => this.#undo(change)}>Bring back</button>`}
    </li>`;
  }

  #undo(change) {
    return this.#send(
      () => post(at`/settings/${this.file}/undo`, { version: this.#seen.version, number: change.number }),
      () => this.#consequence(this.component.fields.map((f) => f.key)).replace('Saved.', 'Brought back.'),
    );
  }
}

/** What is said once, where it is the same for all fields. */
function commonCounts(fields) {
  const [first, ...others] = new Set(fields.map((field) => field.counts));
  return others.length === 0 && first !== 'AT_ONCE' ? first : undefined;
}

const ACTIONS = { CHANGED: 'Changed', REMOVED: 'Removed', UNDONE: 'An earlier one brought back' };
const SIGNS = { SAME: ' ', ADDED: '+', GONE: '−' };

customElements.define('ohm-setting', Setting);
