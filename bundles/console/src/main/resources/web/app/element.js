// What all elements of the console share. They draw into the page itself, so that one style sheet serves all of them.

import { LitElement, html, nothing } from 'lit';
import { follow } from './live.js';

export { html, nothing };
export { svg } from 'lit';
export { keyed } from 'lit-html/directives/keyed.js';
export { repeat } from 'lit-html/directives/repeat.js';

/** Redrawing more often than this only warms the room. */
const CALM_MILLIS = 200;
/** Asking again more often than this only keeps the server busy. */
const RELOAD_CALM_MILLIS = 3000;

/** An element without a shadow. */
export class Part extends LitElement {
  #calm;

  createRenderRoot() {
    return this;
  }

  /** Redraws soon, however often it is called. */
  redrawSoon() {
    this.#calm ??= setTimeout(() => {
      this.#calm = undefined;
      this.requestUpdate();
    }, CALM_MILLIS);
  }
}

/** A page: loads, follows live events while it is shown, and says what went wrong. */
export class Page extends Part {
  static properties = { problem: { state: true }, loaded: { state: true } };

  #stop;
  #soon;
  #reloadedAt;
  #loads = 0;
  #news = [];

  connectedCallback() {
    super.connectedCallback();
    this.#stop = follow(this.topics(), { ...this.#afterLoads(this.handlers()), load: () => this.reload() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    clearTimeout(this.#soon);
  }

  /** What to follow while the page is shown. */
  topics() {
    return [];
  }

  /** What to do with the events, by name. */
  handlers() {
    return {};
  }

  /** Fetches what the page shows. */
  async load() {}

  /** The server may have given its answer before what happens meanwhile, so that is looked at after the answer. */
  #afterLoads(handlers) {
    const later = (handle) => (data) => (this.#loads > 0 ? this.#news.push(() => handle(data)) : handle(data));
    return Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, later(handle)]));
  }

  /** Keeps back what happens until all that is being fetched is there. */
  async fetching(load) {
    this.#loads++;
    try {
      await load();
    } finally {
      this.#loads--;
      if (this.#loads === 0) {
        this.#news.splice(0).forEach((look) => look());
      }
    }
  }

  async reload() {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#reloadedAt = performance.now();
    try {
      await this.fetching(() => this.load());
      this.problem = undefined;
      this.loaded = true;
      this.requestUpdate(); // of what was loaded not everything is a property
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** Loads again soon, however often it is called and at most every few seconds. */
  reloadSoon() {
    const pause = this.#reloadedAt + RELOAD_CALM_MILLIS - performance.now();
    this.#soon ??= setTimeout(() => this.reload(), Math.max(CALM_MILLIS, pause));
  }

  /** The page's content once loaded. */
  content() {
    return nothing;
  }

  render() {
    return html`${this.problem ? this.#sorry() : nothing}${this.loaded ? this.content() : this.#waiting()}`;
  }

  #sorry() {
    if (this.problem.status === 404) {
      return html`<h1>${this.problem.message}</h1>
        <p>It may have been removed, or the address is mistyped. <a href="/">Go to the overview</a>.</p>`;
    }
    if (this.problem.status === 403) {
      return html`<h1>${this.problem.message}</h1>
        <p>Ask an administrator if you need to see this page. <a href="/">Go to the overview</a>.</p>`;
    }
    return html`<div class="notice fault" role="alert">
      <p>${this.problem.message} <button class="small" @click=${() => this.reload()}>Try again</button></p>
    </div>`;
  }

  #waiting() {
    return this.problem ? nothing : html`<p class="waiting" role="status">Loading…</p>`;
  }
}
