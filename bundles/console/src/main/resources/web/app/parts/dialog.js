// Questions to the person, in native dialogs: `await ask({…})` gives what `send` returned, or undefined if cancelled.

import { Part, html, nothing } from '../element.js';

/**
 * @param title what is about to happen
 * @param intro a sentence or template, optional
 * @param fields descriptors: name, label, and optionally type, hint, value, options, required, placeholder, rows
 * @param action the button's verb
 * @param danger whether it cannot be undone
 * @param send given the values by name; its refusals are shown beside their fields
 */
export const ask = (question) => open('ohm-dialog', question);

/** Opens an element that is a `Modal`. */
export function open(element, question) {
  const dialog = document.createElement(element);
  dialog.question = question;
  document.body.append(dialog);
  return dialog.answer;
}

/** Shows a secret that cannot be shown again. */
export function showOnce({ title, intro, secret }) {
  return ask({
    title,
    intro: html`<p>${intro}</p>
      <p class="secret"><code>${secret}</code>${copyButton(secret)}</p>
      <p class="hint">It is kept nowhere in the clear and cannot be shown again.</p>`,
    action: 'I have it',
    alone: true,
    send: () => true,
  });
}

function copyButton(text) {
  return html`<button type="button" class="small" @click=${(event) => copy(event.target, text)}>Copy</button>`;
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
}

/** An element around a native dialog, which goes when that is closed and then knows the answer. */
export class Modal extends Part {
  static properties = { question: {}, busy: { state: true }, problem: { state: true } };

  #settle;
  #result;
  answer = new Promise((resolve) => (this.#settle = resolve));

  firstUpdated() {
    this.querySelector('dialog').showModal();
  }

  /** Closes once the server took it; what it refuses is shown. */
  async sendAndClose(send) {
    this.busy = true;
    this.problem = undefined;
    try {
      this.#result = await send();
      this.close();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  close() {
    this.querySelector('dialog').close();
  }

  /** To be told when the dialog closed. */
  closed() {
    this.#settle(this.#result);
    this.remove();
  }
}

class Dialog extends Modal {
  render() {
    const { title, intro, fields = [], action, danger, alone } = this.question;
    const orphans = (this.problem?.errors ?? []).filter((error) => !fields.some((f) => f.name === error.field));
    return html`<dialog aria-labelledby="dialog-title" @close=${this.closed} @click=${this.#outside}>
      <form method="dialog" @submit=${this.#submit} novalidate>
        <h2 id="dialog-title">${title}</h2>
        ${intro ? html`<div class="intro">${intro}</div>` : nothing} ${fields.map((field) => this.#field(field))}
        ${this.problem
          ? html`<div class="notice fault" role="alert">
              <div>
                <p>${this.problem.message}</p>
                ${orphans.map((error) => html`<p>${error.field} ${error.message}</p>`)}
              </div>
            </div>`
          : nothing}
        <footer>
          ${alone ? nothing : html`<button type="button" class="quiet" @click=${this.close}>Cancel</button>`}
          <button class=${danger ? 'primary danger' : 'primary'} ?disabled=${this.busy}>${action}</button>
        </footer>
      </form>
    </dialog>`;
  }

  #field(field) {
    const error = this.problem?.errors?.find((e) => e.field === field.name)?.message;
    const note = error ?? field.hint;
    const id = `field-${field.name}`;
    const described = note ? `${id}-note` : nothing;
    const invalid = error ? 'true' : nothing;
    const label = html`<label for=${id}>${field.label}</label>`;
    const hint = note ? html`<p id="${id}-note" class=${error ? 'hint fault' : 'hint'}>${note}</p>` : nothing;
    switch (field.type ?? 'text') {
      case 'checkbox':
        return html`<div class="field">
          <label class="check">
            <input id=${id} name=${field.name} type="checkbox" ?checked=${field.value} aria-describedby=${described} />
            ${field.label}
          </label>
          ${hint}
        </div>`;
      case 'select':
        return html`<div class="field">
          ${label}
          <select id=${id} name=${field.name} aria-describedby=${described}>
            ${field.options.map(
              ([value, words]) => html`<option value=${value} ?selected=${value === field.value}>${words}</option>`,
            )}
          </select>
          ${hint}
        </div>`;
      case 'textarea':
        return html`<div class="field">
          ${label}
          <textarea
            id=${id}
            name=${field.name}
            rows=${field.rows ?? 4}
            spellcheck="false"
            .value=${field.value ?? ''}
            aria-describedby=${described}
          ></textarea>
          ${hint}
        </div>`;
      default:
        return html`<div class="field">
          ${label}
          <input
            id=${id}
            name=${field.name}
            type=${field.type ?? 'text'}
            .value=${field.value ?? ''}
            placeholder=${field.placeholder ?? nothing}
            autocomplete=${field.autocomplete ?? 'off'}
            autocapitalize="none"
            spellcheck="false"
            ?required=${field.required}
            aria-invalid=${invalid}
            aria-describedby=${described}
          />
          ${hint}
        </div>`;
    }
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const { fields = [], send } = this.question;
    const missing = fields.filter((f) => f.required && typed(f, form) === '');
    if (missing.length > 0) {
      this.problem = {
        message: 'Something is missing.',
        errors: missing.map((f) => ({ field: f.name, message: `${f.label} is needed.` })),
      };
      form.elements[missing[0].name].focus();
      return;
    }
    const values = Object.fromEntries(fields.map((f) => [f.name, typed(f, form)]));
    await this.sendAndClose(() => send(values));
  }

  #outside(event) {
    // A click on the backdrop reaches the dialog itself; nothing typed is lost by accident where there are fields.
    if (event.target.tagName === 'DIALOG' && !this.question.fields && !this.question.alone) {
      this.close();
    }
  }
}

/** What was given; a password is exactly what was typed, blanks at its ends too. */
function typed({ name, type }, form) {
  const control = form.elements[name];
  switch (type) {
    case 'checkbox':
      return control.checked;
    case 'password':
      return control.value;
    default:
      return control.value.trim();
  }
}

customElements.define('ohm-dialog', Dialog);
