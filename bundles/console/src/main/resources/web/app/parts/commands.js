import { Part, html, nothing, repeat } from '../element.js';
import { at, post } from '../api.js';
import { clock, number } from '../format.js';
import { outcome } from '../words.js';
import { ask } from './dialog.js';

const KEPT = 30;

/** What may be asked of a station, and what it really answered: `<ohm-commands .station=${Station}>`. */
class Commands extends Part {
  static properties = { station: {}, log: { state: true } };

  constructor() {
    super();
    this.log = [];
  }

  /** Sends a command and shows the answer when it comes; other parts of the page use it too. */
  async run(title, command, body = {}) {
    const entry = { key: Symbol(title), title, at: new Date() };
    this.log = [entry, ...this.log.slice(0, KEPT - 1)];
    let answer;
    try {
      answer = await post(at`/stations/${this.station.id}/commands/${command}`, body);
    } catch (problem) {
      answer = { outcome: 'NOT_SENT', reason: problem.message };
    }
    const tookMillis = Date.now() - entry.at;
    this.log = this.log.map((e) => (e === entry ? { ...entry, answer, tookMillis } : e));
    return answer;
  }

  render() {
    return html`<header class="section-head"><h2>Commands</h2></header>
      <div class="commands">
        <button @click=${() => this.#reset()}>Reset…</button>
        <button @click=${() => this.#trigger()}>Ask to report…</button>
        <button @click=${() => this.#start()}>Start charging…</button>
        <button @click=${() => this.run('Clear card cache', 'clear-cache')}>Clear card cache</button>
        <button @click=${() => this.#availability(false)}>Out of service</button>
        <button @click=${() => this.#availability(true)}>Back in service</button>
        <button @click=${() => this.#transfer()}>Vendor message…</button>
      </div>
      <ol class="answers" aria-live="polite" aria-label="Answers of the station">
        ${this.log.length === 0
          ? html`<li class="hint">What the station answers appears here, in its own words.</li>`
          : nothing}
        ${repeat(this.log, (entry) => entry.key, (entry) => this.#line(entry))}
      </ol>`;
  }

  #line({ title, at: sent, answer, tookMillis }) {
    const [tone, words] = answer ? outcome(answer.outcome) : ['', 'Waiting for the station…'];
    return html`<li>
      <time>${clock(sent, this.station.site)}</time>
      <div>
        <p>${title}</p>
        <p class=${tone}>
          <strong>${words}</strong>${answer?.word ? html` <span class="word">“${answer.word}”</span>` : nothing}
          ${tookMillis === undefined ? nothing : html`<small>${number(tookMillis)}\u00a0ms</small>`}
        </p>
        ${answer?.reason ? html`<p class="hint">${answer.reason}</p>` : nothing}
        ${answer?.data ? html`<pre>${answer.data}</pre>` : nothing}
      </div>
    </li>`;
  }

  #evses() {
    return [...new Set(this.station.connectors.map((c) => c.evse).filter((evse) => evse > 0))].map((evse) => [
      String(evse),
      `Connector ${evse}`,
    ]);
  }

  #reset() {
    return ask({
      title: `Reset ${this.station.id}?`,
      intro: 'The station restarts and connects again. An immediate reset ends running transactions.',
      fields: [
        {
          name: 'kind',
          label: 'When',
          type: 'select',
          options: [
            ['ON_IDLE', 'Gracefully (soft reset)'],
            ['IMMEDIATE', 'Immediately (hard reset)'],
          ],
        },
      ],
      action: 'Reset',
      danger: true,
      send: ({ kind }) => void this.run(kind === 'IMMEDIATE' ? 'Reset immediately' : 'Reset gracefully', 'reset', { kind }),
    });
  }

  #trigger() {
    return ask({
      title: 'Ask the station to report',
      intro: 'An accepted OCPP 1.6 station should not be asked for its boot facts: it may refuse, or take it for a restart.',
      fields: [
        { name: 'report', label: 'What', type: 'select', options: Object.entries(REPORTS) },
        { name: 'evse', label: 'About', type: 'select', options: [['', 'The whole station'], ...this.#evses()] },
      ],
      action: 'Ask',
      send: ({ report, evse }) =>
        void this.run(`Report ${REPORTS[report].toLowerCase()}`, 'trigger', {
          report,
          ...(evse ? { evse: Number(evse) } : {}),
        }),
    });
  }

  /** @param evse offered first; the station chooses where it is left open */
  async startAt(evse) {
    return this.#start(String(evse));
  }

  #start(evse = '') {
    return ask({
      title: 'Start charging',
      intro: 'Accepted means the station will try: the transaction begins when a car is plugged in and the station reports it.',
      fields: [
        { name: 'idToken', label: 'Card to charge on', required: true, hint: 'The number of a card known here' },
        {
          name: 'evse',
          label: 'Where',
          type: 'select',
          value: evse,
          options: [['', 'The station chooses'], ...this.#evses()],
        },
      ],
      action: 'Start charging',
      send: (values) =>
        void this.run(
          values.evse ? `Start charging at connector ${values.evse}` : 'Start charging',
          'start-charging',
          { idToken: values.idToken, ...(values.evse ? { evse: Number(values.evse) } : {}) },
        ),
    });
  }

  #availability(operative) {
    return this.run(operative ? 'Station back in service' : 'Station out of service', 'change-availability', { operative });
  }

  #transfer() {
    return ask({
      title: 'Vendor message',
      intro: 'Only the vendor’s documentation says what these mean.',
      fields: [
        { name: 'vendorId', label: 'Vendor id', required: true },
        { name: 'messageId', label: 'Message id' },
        { name: 'data', label: 'Data', type: 'textarea' },
      ],
      action: 'Send',
      send: ({ vendorId, messageId, data }) =>
        void this.run(`Vendor message ${vendorId} ${messageId}`, 'transfer-data', {
          vendorId,
          ...(messageId ? { messageId } : {}),
          ...(data ? { data } : {}),
        }),
    });
  }
}

const REPORTS = {
  STATUS: 'Status of its connectors',
  METER_VALUES: 'Meter values',
  BOOT: 'Boot facts',
  HEARTBEAT: 'A heartbeat',
  FIRMWARE_STATUS: 'Firmware status',
  LOG_STATUS: 'Diagnostics status',
};

customElements.define('ohm-commands', Commands);
