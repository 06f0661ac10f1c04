import { Page, html, nothing } from '../element.js';
import { get } from '../api.js';
import { number } from '../format.js';
import { choices, empty } from '../parts/bits.js';
import { transactionsTable, withReading } from '../parts/transactions.js';

/** All transactions, newest first. */
class Transactions extends Page {
  static properties = { list: { state: true }, only: { state: true }, station: { state: true }, card: { state: true } };

  #count = 0;

  constructor() {
    super();
    this.only = '';
    this.station = '';
    this.card = '';
  }

  topics() {
    return ['transactions'];
  }

  handlers() {
    return {
      transaction: (transaction) => this.#changed(transaction),
      reading: ({ transaction, reading }) => this.#update(transaction, (t) => withReading(t, reading)),
    };
  }

  #changed(transaction) {
    if (this.list?.items.some((t) => t.id === transaction.id)) {
      this.#update(transaction.id, () => transaction);
    } else {
      this.#reloadSoon();
    }
  }

  #update(id, change) {
    if (this.list) {
      this.list.items = this.list.items.map((t) => (t.id === id ? change(t) : t));
      this.redrawSoon();
    }
  }

  #reloadSoon() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => this.reload(), 300);
  }

  get #query() {
    return { station: this.station, idToken: this.card, open: this.only };
  }

  async load() {
    const [list, { count }] = await Promise.all([
      get('/transactions', { ...this.#query, limit: 100 }),
      get('/transactions/count', this.#query),
    ]);
    this.#count = count;
    this.list = list;
  }

  content() {
    const { items, next } = this.list;
    return html`<header class="head">
        <h1>Transactions</h1>
        <p>${number(this.#count)}</p>
      </header>
      <section aria-label="Transactions">
        <header class="section-head">
          ${choices('Which transactions', [['', 'All'], ['true', 'Running'], ['false', 'Ended']], this.only, (only) => {
            this.only = only;
            this.reload();
          })}
          <input
            type="search"
            aria-label="Station"
            placeholder="Station id  ( / )"
            .value=${this.station}
            @input=${(event) => this.#search('station', event.target.value)}
          />
          <input
            type="search"
            aria-label="Card"
            placeholder="Card number"
            .value=${this.card}
            @input=${(event) => this.#search('card', event.target.value)}
          />
        </header>
        ${items.length === 0 ? this.#nothing() : transactionsTable(items, { station: true })}
        ${next ? html`<button @click=${() => this.#more()}>Show more</button>` : nothing}
      </section>`;
  }

  #nothing() {
    return this.station || this.card || this.only
      ? empty('No transaction is like that', 'Station id and card number must be given in full.')
      : empty('No transaction yet', 'They appear here as soon as a driver starts charging.');
  }

  #search(what, text) {
    this[what] = text.trim();
    this.#reloadSoon();
  }

  async #more() {
    const more = await get('/transactions', { ...this.#query, limit: 100, after: this.list.next });
    this.list = { ...more, items: [...this.list.items, ...more.items] };
  }
}

customElements.define('ohm-transactions', Transactions);
