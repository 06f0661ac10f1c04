// What can be set, by component; administrators only. Which file a person looks at is in the address.

import { Page, html, nothing, repeat } from '../element.js';
import { Problem, at, get } from '../api.js';
import { state } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';

/** Files are edited by hand, too. */
const AGAIN_MILLIS = 5000;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

class SettingsPage extends Page {
  static properties = { components: { state: true }, problems: { state: true } };

  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || this.reload(), AGAIN_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async load() {
    const [components, problems] = await Promise.all([get('/settings'), get('/settings/problems')]);
    this.components = components.items.sort((a, b) => a.name.localeCompare(b.name));
    this.problems = problems.items;
  }

  content() {
    return html`<header class="head">
        <h1>Settings</h1>
        <p>The files in <code>config/</code>. Whoever edits them by hand is as welcome: they are checked all the same.</p>
      </header>
      ${this.problems.length > 0 ? problemList(this.problems) : nothing}
      <div class="table-frame" tabindex="0" role="group" aria-label="Settings">
        <table class="settings">
          <thead><tr><th>What</th><th>State</th><th class="changed">Changed</th></tr></thead>
          <tbody>
            ${repeat(this.components, (c) => c.pid, (c) => (c.many ? this.#kind(c) : this.#single(c)))}
          </tbody>
        </table>
      </div>`;
  }

  #single(component) {
    const [file] = component.files;
    return html`<tr>
      <td class="wrap"><a href=${at`/settings/${file.id}`}>${component.name}</a><div class="hint">${component.description}</div></td>
      <td>${fileState(file)}</td>
      <td class="changed">${changed(component, file)}</td>
    </tr>`;
  }

  #kind(component) {
    return html`<tr>
        <td class="wrap">${component.name}<div class="hint">${component.description}</div></td>
        <td><button class="small" aria-label="Add to ${component.name}" @click=${() => add(component)}>Add…</button></td>
        <td class="changed"></td>
      </tr>
      ${component.files.map((file) => html`<tr class="one-of-several">
        <td><a href=${at`/settings/${file.id}`}>${file.id.slice(component.pid.length + 1)}</a></td>
        <td>${fileState(file)}</td>
        <td class="changed">${changed(component, file)}</td>
      </tr>`)}`;
  }
}

/** Each says file and line by itself. */
export const problemList = (problems) => html`<div
  class="notice ${problems.every((p) => p.warning) ? 'warning' : 'fault'}"
  role="alert"
>
  <ul class="problems">
    ${problems.map((p) => html`<li>
      <strong>config/${p.file}${p.line > 0 ? `, line ${p.line}` : nothing}:</strong>
      ${p.key ? html`<code>${p.key}</code> ` : nothing}${p.message}.
      ${p.warning ? nothing : 'What was in force stays in force.'}
    </li>`)}
  </ul>
</div>`;

function changed(component, file) {
  const presets = new Map(component.fields.map((field) => [field.key, field.preset]));
  const names = file.values.filter((v) => v.value !== presets.get(v.key)).map((v) => v.key);
  return names.length === 0 ? html`<span class="hint">as by default</span>` : names.join(', ');
}

function fileState(file) {
  if (file.problems.some((p) => !p.warning)) {
    return state('fault', 'Has a mistake');
  }
  return file.problems.length > 0 ? state('warning', 'Look at it') : state('online', 'In force');
}

async function add(component) {
  const name = await ask({
    title: `Add to ${component.name}`,
    fields: [{ name: 'name', label: 'Name', required: true, hint: 'Letters, digits, dots and dashes; it becomes part of the name of the file' }],
    action: 'Go on',
    send: async ({ name: given }) => {
      if (!NAME.test(given)) {
        throw new Problem(400, 'This cannot be a name.', [{ field: 'name', message: '1 to 64 letters, digits, dots and dashes' }]);
      }
      return given;
    },
  });
  if (name) {
    location.assign(at`/settings/${`${component.pid}~${name}`}`);
  }
}

customElements.define('ohm-settings', SettingsPage);
