// Lists that come in parts, and what the pages about registers share: things that are listed, searched, added and imported.

import { Page, html, nothing } from '../element.js';
import { all } from '../api.js';
import { mayChange } from '../rights.js';
import { empty } from './bits.js';

const PART = 100;
const TYPING_MILLIS = 200;

let typing;

/** Calls what is given once nobody types any more. */
export function onceTyped(call) {
  clearTimeout(typing);
  typing = setTimeout(call, TYPING_MILLIS);
}

/**
 * As much of a list as the person asked to see. Loaded again it is as long as it was, unless something else is asked for; an answer
 * that came after that of a later question counts for nothing.
 */
export class PagedList {
  items = [];
  hasMore = false;
  #ask;
  #asked;
  #shown = PART;
  #latest;

  /** @param ask gives path and query as they are now */
  constructor(ask) {
    this.#ask = ask;
  }

  /** @returns whether this was still the latest question when it was answered; else that one is answered too by then */
  async load() {
    const [path, query = {}] = this.#ask();
    const asked = JSON.stringify([path, query]);
    if (this.#asked !== asked) {
      this.#asked = asked;
      this.#shown = PART;
    }
    const answer = all(path, query, this.#shown);
    this.#latest = answer;
    try {
      const { items, next } = await answer;
      if (answer === this.#latest) {
        this.items = items;
        this.hasMore = next !== undefined;
        return true;
      }
    } catch (problem) {
      if (answer === this.#latest) {
        throw problem;
      }
    }
    await this.#latest;
    return false;
  }

  /** Something new, to stand at the top unless it is here; what falls out below is asked for with more. */
  add(item, isSame) {
    if (this.items.some((known) => isSame(known, item))) {
      return;
    }
    this.hasMore ||= this.items.length >= this.#shown;
    this.items = [item, ...this.items].slice(0, this.#shown);
  }

  /** Changes the one with that id; whether it is here. */
  change(id, change) {
    this.items = this.items.map((item) => (item.id === id ? change(item) : item));
    return this.items.some((item) => item.id === id);
  }

  /** A button for more, where there is more. */
  more(page) {
    return this.hasMore ? html`<p><button @click=${() => this.#showMore(page)}>Show more</button></p>` : nothing;
  }

  async #showMore(page) {
    this.#shown += PART;
    await this.load();
    page.requestUpdate();
  }
}

/** A page with a list. It says what is special: `table(items)`, `add()` and `takeMany()`. */
export class ListPage extends Page {
  static properties = { search: { state: true } };

  #things;
  list = new PagedList(() => [this.#things.path, { search: this.search }]);

  /** @param things path, title, one (of them), searched (what the search looks at), none and advice where there are none */
  constructor(things) {
    super();
    this.#things = things;
    this.search = '';
  }

  async load() {
    await this.list.load();
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
    const { items } = this.list;
    return html`${items.length === 0 ? this.#nothing() : this.table(items)} ${this.list.more(this)}`;
  }

  #nothing() {
    const { one, searched, none, advice } = this.#things;
    return this.search
      ? empty(`No ${one} matches “${this.search}”`, `The search looks at ${searched}.`)
      : empty(none, advice, mayChange() ? this.#adding() : nothing);
  }

  #searchFor(text) {
    this.search = text;
    onceTyped(() => this.reload());
  }
}
