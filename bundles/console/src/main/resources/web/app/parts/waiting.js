import { Part, html, nothing } from '../element.js';
import { get } from '../api.js';
import { live } from '../live.js';

/** More than that is simply many. */
const MOST = 99;
const CALM_MILLIS = 1000;

/** How many cases wait for a decision: `<ohm-waiting>`, a badge that keeps itself up to date. */
class Waiting extends Part {
  static properties = { count: { state: true } };

  #pending;
  #soon = () => (this.#pending ??= setTimeout(() => this.#load(), CALM_MILLIS));

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener('reviews', this.#soon);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener('reviews', this.#soon);
    clearTimeout(this.#pending);
  }

  render() {
    return this.count
      ? html`<b class="badge">${this.count > MOST ? `${MOST}+` : this.count}<span class="visually-hidden"> waiting</span></b>`
      : nothing;
  }

  async #load() {
    this.#pending = undefined;
    try {
      this.count = (await get('/reviews', { limit: MOST + 1 })).items.length;
    } catch {
      // The pages say what is wrong; an old number is better than none.
    }
  }
}

customElements.define('ohm-waiting', Waiting);
