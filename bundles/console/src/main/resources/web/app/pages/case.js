import { Page, html, nothing } from '../element.js';
import { all, at, get } from '../api.js';
import { dateTime, number } from '../format.js';
import { mayChange } from '../rights.js';
import { doubt } from '../doubts.js';
import { flag, stoppedReason } from '../words.js';
import { facts, moment, state, stationLink, tell } from '../parts/bits.js';
import { card } from '../parts/transactions.js';
import { cutNote, entriesAfter, entriesAround, entriesDuring, surroundings, timeline } from '../parts/timeline.js';
import { beside, decisions } from '../parts/decided.js';
import { bothEnds } from '../parts/ends.js';
import { readingsChart } from '../parts/chart.js';
import '../parts/decision.js';

const NONE = { items: [] };

/** One doubtful case: on the left what is known of it, on the right what to make of it. */
class Case extends Page {
  static properties = { case: {}, dossier: { state: true } };

  #readings = NONE;
  #journal = NONE;
  #since = NONE;

  topics() {
    return [`transaction:${this.case}`];
  }

  handlers() {
    const soon = () => this.reloadSoon();
    return { reviews: soon, transaction: soon };
  }

  async load() {
    const dossier = await get(at`/reviews/${this.case}`);
    const { transaction, report } = dossier.review;
    const [readings, journal, since] = await Promise.all(
      transaction
        ? [all(at`/transactions/${transaction.id}/readings`), entriesDuring(transaction), entriesAfter(transaction)]
        : [NONE, entriesAround(report), NONE],
    );
    this.#readings = readings;
    this.#journal = journal;
    this.#since = since;
    this.dossier = dossier;
  }

  content() {
    const { review } = this.dossier;
    return html`${this.#head(review)} ${review.doubts.map(doubtful)}
      <div class="columns case">
        <div class="stack">${review.transaction ? this.#transaction(review.transaction) : this.#report(review.report)}</div>
        <div class="stack beside-it">
          ${this.#decision(review)} ${decisions(review.id, [...this.#since.items, ...this.#journal.items], review.site)}
          ${cutNote(this.#since)}
        </div>
      </div>`;
  }

  #head({ station, transaction, doubts, report }) {
    const what = transaction ? 'Transaction' : report.doubt === 'UNMATCHED_STOP' ? 'Stop' : 'Readings';
    return html`<header class="head">
      <a class="back" href="/review">Review</a>
      <h1>${what} at ${stationLink(station)}${transaction ? `, connector ${transaction.evse}` : ''}</h1>
      ${standing(doubts, (transaction ?? report).decision)}
      ${transaction ? html`<a class="button small" href=${at`/transactions/${transaction.id}`}>Open the transaction</a>` : nothing}
    </header>`;
  }

  #transaction(t) {
    return html`${bothEnds(t, this.dossier.reports)}
      ${this.#readings.items.length < 2
        ? nothing
        : html`<section aria-label="Readings over time">
            ${readingsChart(this.#readings, t)}
          </section>`}
      <section aria-labelledby="story">
        <h2 id="story">What is known</h2>
        ${timeline(t, this.#readings.items, this.#journal.items, this.dossier)} ${cutNote(this.#journal)}
        ${t.flags.length > 0
          ? html`<ul class="flags">
              ${t.flags.map((name) => html`<li>${state('warning', flag(name)[0])}<p class="hint">${flag(name)[1]}</p></li>`)}
            </ul>`
          : nothing}
      </section>`;
  }

  #report(report) {
    return html`<section aria-labelledby="said">
        <h2 id="said">As the station said it</h2>
        ${facts([
          ['Number at the station', report.stationTransactionId],
          ['Card', report.idToken ? card(report) : undefined],
          ['Register', report.registerWh === undefined ? undefined : `${number(report.registerWh)}\u00a0Wh`],
          ['Stopped because', report.stoppedReason ? stoppedReason(report.stoppedReason) : undefined],
          ['Station’s time', moment(report.at, report.site, dateTime)],
          ['Received', moment(report.receivedAt, report.site, dateTime)],
          [
            'Belongs to',
            report.transaction ? html`<a href=${at`/transactions/${report.transaction}`}>a transaction</a>` : undefined,
          ],
        ])}
      </section>
      <section aria-labelledby="story">
        <h2 id="story">Around that time</h2>
        ${surroundings(report, this.#journal.items)} ${cutNote(this.#journal)}
      </section>`;
  }

  #decision(review) {
    const form = html`<ohm-decision
      .dossier=${this.dossier}
      @decided=${(event) => this.#decided(event.detail)}
      @moved=${() => this.reload()}
    ></ohm-decision>`;
    const settled = review.doubts.length === 0;
    const final = review.report?.transaction && review.report.decision;
    const decide = () =>
      final
        ? html`<p class="hint">The transaction ended with this stop; that cannot be taken back here.</p>`
        : settled
          ? html`<details class="again"><summary>${(review.transaction ?? review.report).decision ? 'Decide again' : 'Decide all the same'}</summary>${form}</details>`
          : form;
    return html`<section class="panel" aria-labelledby="decision">
      <h2 id="decision" tabindex="-1">Decision</h2>
      ${review.transaction ? beside(review.transaction) : nothing}
      ${mayChange() ? decide() : html`<p class="hint">An operator decides.</p>`}
    </section>`;
  }

  async #decided(dossier) {
    this.dossier = dossier;
    tell('Decided.');
    await this.reload();
    await this.updateComplete;
    this.querySelector('.again')?.removeAttribute('open');
    this.querySelector('#decision').focus();
  }
}

function standing(doubts, decision) {
  if (doubts.length > 0) {
    return state('warning', 'Waits for a decision');
  }
  return decision ? state('good', 'Settled') : state('', 'Nothing is in doubt');
}

function doubtful(name) {
  const [title, explanation] = doubt(name);
  return html`<p class="notice warning"><span><strong>${title}.</strong> ${explanation}</span></p>`;
}

customElements.define('ohm-case', Case);
