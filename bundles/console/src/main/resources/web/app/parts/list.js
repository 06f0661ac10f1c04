// What the pages about registers share: things that are listed, searched, added and imported.

import { Page, html, nothing } from '../element.js';
import { get } from '../api.js';
import { mayChange } from '../rights.js';
import { empty } from './bits.js';

const PART = 200;
const TYPING_MILLIS = 200;

/** A page with a list. It says what is special: `table(items)`, `add()` and `takeMany()`. */
export class ListPage extends Page {
  static properties = { search: { state: true }, list: { state: true } };

  #things;
  #typing;

  /** @param things path, title, one (of them), searched (what the search looks at), none and advice where there are none */
  constructor(things) {
    super();
    this.#things = things;
    this.search = '';
  }

  async load() {
    this.list = await this.#part();
  }

  #part(query = {}) {
    return get(this.#things.path, { search: this.search, limit: PART, ...query });
  }

  head() {
    return html`<header class="head">
      <h1>${this.#things.title}</h1>
      ${mayChange()
        ? html`<div class="actions">
            <button @click=${() => this.takeMany()}>Import…</button>
            ${this.#adding()}
          </div>`
        : nothing}
    </header>`;
  }

  #adding() {
    return html`<button class="primary" @click=${() => this.add()}>Add ${this.#things.one}</button>`;
  }

  searchField() {
    return html`<input
      type="search"
      aria-label="Search ${this.#things.title.toLowerCase()}"
      placeholder="Search  ( / )"
      .value=${this.search}
      @input=${(event) => this.#searchFor(event.target.value)}
    />`;
  }

  /** What was found, or why there is nothing. */
  found() {
    const { items, next } = this.list;
    return html`${items.length === 0 ? this.#nothing() : this.table(items)}
    ${next ? html`<button @click=${() => this.#more()}>Show more</button>` : nothing}`;
  }

  #nothing() {
    const { one, searched, none, advice } = this.#things;
    return this.search
      ? empty(`No ${one} matches “${this.search}”`, `The search looks at ${searched}.`)
      : empty(none, advice, mayChange() ? this.#adding() : nothing);
  }

  #searchFor(text) {
    this.search = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.reload(), TYPING_MILLIS);
  }

  async #more() {
    const more = await this.#part({ after: this.list.next });
    this.list = { ...more, items: [...this.list.items, ...more.items] };
  }
}
