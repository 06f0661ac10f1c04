import { Part, html, nothing } from '../element.js';
import { Problem, at, post } from '../api.js';
import { capital, energyText, instantOf, isPlausible, localTime, number, read, time, typed, zone } from '../format.js';
import { stoppedReason } from '../words.js';
import { begunAt, isInferred, overAt } from './transactions.js';

const LONGEST_REASON = 500;

/**
 * The form with which a person decides a case: `<ohm-decision .dossier=…>`. Tells `decided` with the new dossier, and `moved` where
 * the case is no longer what it was. What somebody typed stays when the case changes meanwhile.
 */
class Decision extends Part {
  static properties = { dossier: {}, choice: { state: true }, energy: { state: true }, problem: { state: true }, busy: { state: true } };

  /** What the fields said before anybody typed. */
  #suggested;

  willUpdate() {
    this.#suggested ??= suggestion(this.dossier.review.transaction);
  }

  render() {
    const { review, candidates } = this.dossier;
    const options = review.transaction ? this.#ofTransaction(review.transaction) : this.#ofReport(candidates, review.report);
    return html`<form class="decision" @submit=${this.#submit} novalidate>
      <fieldset>
        <legend>What to make of it</legend>
        ${options.map((option) => this.#option(option))} ${this.#note('choice')}
      </fieldset>
      ${this.choice ? this.#reason() : nothing}
      ${this.problem ? html`<p class="notice fault" role="alert">${this.problem.message}</p>` : nothing}
      <footer><button class="primary" ?disabled=${!this.choice || this.busy}>Decide</button></footer>
    </form>`;
  }

  #ofTransaction(t) {
    return [
      acceptance(t),
      {
        value: 'CORRECT',
        words: 'Set end and energy',
        effect: 'What you enter counts from then on. What the station said stays beside it.',
        fields: () => this.#corrections(t),
      },
    ];
  }

  #ofReport(candidates, report) {
    const attach = {
      value: 'ATTACH',
      words: 'It is the stop of a transaction',
      effect: 'That transaction then ends as this stop says, as if it had come under the right number.',
      fields: () => this.#candidates(candidates, report),
    };
    const dismiss = {
      value: 'ACCEPT',
      words: 'Put it away',
      effect: 'It changes nothing and waits here no longer. The journal keeps it.',
    };
    return candidates.length > 0 ? [attach, dismiss] : [dismiss];
  }

  #option({ value, words, effect, fields }) {
    const chosen = this.choice === value;
    return html`<div class="option">
      <input
        type="radio"
        id="choice-${value}"
        name="choice"
        .checked=${chosen}
        aria-describedby="effect-${value}"
        @change=${() => this.#choose(value)}
      />
      <div>
        <label for="choice-${value}">${words}</label>
        <p id="effect-${value}" class="hint">${effect}</p>
        ${chosen && fields ? html`<div class="fields">${fields()}</div>` : nothing}
      </div>
    </div>`;
  }

  #choose(value) {
    this.choice = value;
    this.problem = undefined;
  }

  #corrections(t) {
    return html`<div>
        <label for="end">End</label>
        <input
          id="end"
          name="end"
          type="datetime-local"
          step="1"
          .value=${this.#suggested.end}
          aria-invalid=${this.#invalid('end')}
          aria-describedby="end-note"
        />
        ${this.#note('end', `By the clock in ${zone(t.site).replaceAll('_', ' ')}`)}
      </div>
      <div>
        <label for="energyWh">Energy in kWh</label>
        <input
          id="energyWh"
          name="energyWh"
          inputmode="decimal"
          autocomplete="off"
          .value=${this.#suggested.energy}
          @input=${(event) => this.#typed(event.target.value)}
          aria-invalid=${this.#invalid('energyWh')}
          aria-describedby="energyWh-note"
        />
        ${this.#note('energyWh', understood(this.energy ?? this.#suggested.energy))}
      </div>`;
  }

  /** How it will be taken is said at once, in the place of what was wrong before. */
  #typed(energy) {
    this.energy = energy;
    this.problem = undefined;
  }

  #candidates(candidates, report) {
    return html`<fieldset class="candidates" aria-describedby="transaction-note">
      <legend class="visually-hidden">Which transaction</legend>
      ${candidates.map(
        (t, i) => html`<div>
          <input type="radio" id="to-${t.id}" name="transaction" value=${t.id} ?checked=${i === 0} />
          <label for="to-${t.id}">
            Started ${time(begunAt(t), t.site)}, connector ${t.evse}, ${t.tokenLabel ?? t.idToken ?? 'no card'}
            <span class="hint">${would(t, report)}</span>
          </label>
        </div>`,
      )}
      ${this.#note('transaction')}
    </fieldset>`;
  }

  #reason() {
    const needed = this.choice === 'CORRECT';
    return html`<div>
      <label for="reason">Reason</label>
      <textarea
        id="reason"
        name="reason"
        rows="3"
        maxlength=${LONGEST_REASON}
        aria-required=${needed ? 'true' : 'false'}
        aria-invalid=${this.#invalid('reason')}
        aria-describedby="reason-note"
      ></textarea>
      ${this.#note('reason', needed ? 'How you know. It is kept with the decision and in the audit trail.' : 'Not needed here, but whoever looks again will be glad.')}
    </div>`;
  }

  #errorOf(field) {
    return this.problem?.errors?.find((error) => error.field === field);
  }

  #invalid(field) {
    return this.#errorOf(field) ? 'true' : nothing;
  }

  /** What is wrong with a field, else a hint. */
  #note(field, hint = '') {
    const error = this.#errorOf(field);
    return html`<p id="${field}-note" class=${error ? 'hint fault' : 'hint'}>${error ? sentence(error) : hint}</p>`;
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    this.problem = undefined;
    try {
      const { id } = this.dossier.review;
      const dossier = await post(at`/reviews/${id}/decision`, this.#entered(event.target.elements));
      this.choice = undefined;
      this.#suggested = undefined;
      this.energy = undefined;
      this.dispatchEvent(new CustomEvent('decided', { detail: dossier }));
    } catch (problem) {
      this.#refused(problem);
    } finally {
      this.busy = false;
    }
  }

  async #refused(problem) {
    this.problem = problem;
    if (problem.status === 409) {
      this.dispatchEvent(new Event('moved'));
    }
    await this.updateComplete;
    this.querySelector('[aria-invalid=true]')?.focus();
  }

  /** What was entered, as the server wants it: what differs from how it came, for the decision replaces an earlier one. */
  #entered({ end, energyWh, transaction, reason }) {
    const decision = { choice: this.choice, reason: reason.value };
    if (this.choice === 'ATTACH') {
      return { ...decision, transaction: transaction.value };
    }
    if (this.choice === 'ACCEPT') {
      return decision;
    }
    const came = original(this.dossier.review.transaction);
    if (end.value !== '' && instantOf(end.value, came.site) !== instantOf(came.end, came.site)) {
      decision.end = instantOf(end.value, came.site);
    }
    const energy = energyWh.value.trim();
    if (energy !== '' && energy !== came.energy) {
      const { value, wrong } = read(energy);
      decision.energyWh = wrong ? refuse('energyWh', wrong) : wattHours(value);
    }
    if (decision.end === undefined && decision.energyWh === undefined) {
      refuse('end', 'or the energy has to be changed; to leave both, choose the other answer');
    }
    return decision;
  }
}

/** End and energy as they came, as the fields say them; empty where there is nothing to go by. */
const original = (t) => values(t, overAt(t), t.trust === 'HELD' ? undefined : t.countedWh);

const suggestion = (t) => t && values(t, t.endedAt, t.energyWh);

const values = ({ site, open }, end, wattHours) => ({
  site,
  end: end && isPlausible(end) ? localTime(end, site) : '',
  energy: wattHours === undefined || open ? '' : typed(wattHours / 1000),
});

/** What it means to leave a transaction as it is. */
function acceptance(t) {
  const value = 'ACCEPT';
  if (t.open) {
    return { value, words: 'Let it run', effect: 'It goes on, and waits here again only if there is something new.' };
  }
  if (t.trust === 'HELD' || t.countedWh === undefined) {
    return { value, words: 'Leave it without energy', effect: 'The end stays as it came. No energy is counted for it, so there is nothing to bill.' };
  }
  const came = `It ended ${time(overAt(t), t.site)} with ${energyText(t.countedWh)}`;
  return isInferred(t)
    ? { value, words: 'Accept the estimate', effect: `${came}, as far as is known.` }
    : { value, words: 'Accept it as it came', effect: `${came}, in spite of the doubt.` };
}

/** What giving the stop to a transaction would make of it. */
function would(t, report) {
  const rise = report.registerWh - t.meterStartWh;
  const ending = t.open ? 'still runs' : stoppedReason(t.stoppedReason).toLowerCase();
  return capital(rise >= 0 ? `${ending}; would have delivered ${energyText(rise)}` : ending);
}

/** To the thousandth of a watt-hour. */
const wattHours = (kilowattHours) => Math.round(kilowattHours * 1e6) / 1e3;

/** How the energy that somebody types will be taken. */
function understood(text) {
  if (text.trim() === '') {
    return 'What was delivered; empty leaves it as it came';
  }
  const { value, wrong } = read(text);
  return wrong ? sentence({ field: 'energyWh', message: wrong }) : `Will count as ${number(value, 3)}\u00a0kWh`;
}

const FIELDS = { end: 'The end', energyWh: 'The energy', reason: 'The reason', transaction: 'The transaction' };

const sentence = ({ field, message }) => `${FIELDS[field] ?? 'It'} ${message}.`;

function refuse(field, message) {
  throw new Problem(400, 'This cannot be decided so.', [{ field, message }]);
}

customElements.define('ohm-decision', Decision);
