import { Page, html } from '../element.js';
import { get } from '../api.js';
import { number } from '../format.js';
import { choices, empty } from '../parts/bits.js';
import { PagedList, onceTyped } from '../parts/list.js';
import { transactionsTable, withReading } from '../parts/transactions.js';

/** All transactions, newest first. */
class Transactions extends Page {
  static properties = { only: { state: true }, station: { state: true }, card: { state: true } };

  #list = new PagedList(() => ['/transactions', this.#query]);
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
    const isListed = this.#update(transaction.id, () => transaction);
    const isWanted = this.station === '' || this.station === transaction.station;
    if (isWanted && (!isListed || this.only)) {
      this.reloadSoon();
    }
  }

  #update(id, change) {
    this.redrawSoon();
    return this.#list.change(id, change);
  }

  get #query() {
    return { station: this.station, idToken: this.card, open: this.only };
  }

  async load() {
    const [isLatest, { count }] = await Promise.all([this.#list.load(), get('/transactions/count', this.#query)]);
    if (isLatest) {
      this.#count = count;
    }
  }

  content() {
    const { items } = this.#list;
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
        ${this.#list.more(this)}
      </section>`;
  }

  #nothing() {
    return this.station || this.card || this.only
      ? empty('No transaction is like that', 'Station id and card number must be given in full.')
      : empty('No transaction yet', 'They appear here as soon as a driver starts charging.');
  }

  #search(what, text) {
    this[what] = text.trim();
    onceTyped(() => this.reload());
  }
}

customElements.define('ohm-transactions', Transactions);
