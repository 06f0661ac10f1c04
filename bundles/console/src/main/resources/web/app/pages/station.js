import { Page, html, nothing, repeat } from '../element.js';
import { at, get, patch, post, put, remove } from '../api.js';
import { allSites, dateTime, energyText, number, powerText } from '../format.js';
import { FrameLog } from '../frames.js';
import { mayChange } from '../rights.js';
import { REGISTRATIONS, connectorState, isAt, plugName, protocol, refusal, severity } from '../words.js';
import { ago, connector, empty, facts, moment, online, state, tell } from '../parts/bits.js';
import { ask, showOnce } from '../parts/dialog.js';
import { PagedList } from '../parts/list.js';
import { showFirstPassword } from '../parts/credentials.js';
import { eventsList } from '../parts/events.js';
import { card, lasted, transactionsTable, withReading } from '../parts/transactions.js';
import '../parts/availability.js';
import '../parts/commands.js';
import '../parts/frames.js';
import '../parts/provisioning.js';
import '../parts/remote-starts.js';
import '../parts/station-settings.js';

const VIEWS = [
  ['', 'Now'],
  ['transactions', 'Transactions'],
  ['events', 'Events'],
  ['settings', 'Settings'],
];

/** One station: what it does, what it says, what may be asked of it. */
class Station extends Page {
  static properties = { station: {}, view: {}, it: { state: true }, running: { state: true } };

  #frames = new FrameLog();
  #transactions = new PagedList(() => ['/transactions', { station: this.station }]);
  #events = new PagedList(() => [at`/stations/${this.station}/journal`]);
  #free = { sites: [], stations: [] };

  topics() {
    const id = this.station;
    return [`station:${id}`, `frames:${id}`, `readings:${id}`, `journal:${id}`];
  }

  handlers() {
    return {
      station: (station) => (this.it = station),
      frame: (frame) => {
        this.#frames.add(frame);
        this.redrawSoon();
      },
      reading: ({ transaction, reading }) => {
        this.#transactions.change(transaction, (t) => withReading(t, reading));
        this.redrawSoon();
      },
      entry: (entry) => {
        if (entry.kind === 'ReadingsStored') {
          return; // too many to be events
        }
        this.#events.add(entry, (one, other) => one.position === other.position);
        if (entry.kind.startsWith('Transaction')) {
          this.#loadTransactions();
        }
        this.redrawSoon();
      },
    };
  }

  async load() {
    const [station, free] = await Promise.all([
      get(at`/stations/${this.station}`),
      get('/free-vend'),
      this.#events.load(),
      this.#transactions.load(),
    ]);
    this.it = station;
    this.#free = free;
  }

  async #loadTransactions() {
    await this.fetching(() => this.#transactions.load());
    this.requestUpdate();
  }

  content() {
    return html`${this.#head()} ${this.#refused()} ${this.#decision()}
      <nav class="tabs" aria-label="About this station">
        ${VIEWS.map(
          ([view, words]) =>
            html`<a
              href=${at`/stations/${this.station}` + (view ? `?view=${view}` : '')}
              aria-current=${this.view === view ? 'page' : nothing}
              >${words}</a
            >`,
        )}
      </nav>
      ${this.#view()}`;
  }

  #view() {
    switch (this.view) {
      case 'transactions':
        return this.#transactions.items.length === 0
          ? empty('No transaction yet', 'They appear as soon as a driver starts charging here.')
          : html`${transactionsTable(this.#transactions.items, { station: false })} ${this.#transactions.more(this)}`;
      case 'events':
        return this.#events.items.length === 0
          ? empty('Nothing has happened yet', 'Connections, boots, status changes and transactions are listed here.')
          : html`${eventsList(this.#events.items, this.it.site)} ${this.#events.more(this)}`;
      case 'settings':
        return html`<ohm-provisioning .station=${this.it}></ohm-provisioning>
          ${mayChange()
            ? html`<ohm-station-settings .station=${this.it}></ohm-station-settings>`
            : html`<p class="hint">What the station is set to is asked of the station itself, which operators may.</p>`}`;
      default:
        return this.#now();
    }
  }

  #head() {
    const s = this.it;
    const hardware = s.hardware ?? {};
    return html`<header class="head">
        <a class="back" href="/stations">Stations</a>
        <h1>${s.id}</h1>
        ${s.label ? html`<p>${s.label}</p>` : nothing} ${online(s)}
        ${mayChange()
          ? html`<div class="actions">
              <button @click=${() => this.#change()}>Change…</button>
              <button @click=${() => this.#renewPassword()}>New password…</button>
              <button class="danger" @click=${() => this.#remove()}>Remove…</button>
            </div>`
          : nothing}
      </header>
      ${facts([
        ['Made by', [hardware.vendor, hardware.model].filter(Boolean).join(' ')],
        ['Firmware', hardware.firmwareVersion],
        ['Serial number', hardware.serialNumber],
        ['Its meter', registerWords(s.registerKind)],
        ['Speaks', protocol(s.protocol)],
        ['Connected', s.onlineSince ? moment(s.onlineSince, s.site) : undefined],
        ['Last heard', s.lastHeard ? ago(s.lastHeard, s.site) : 'never'],
        ['Last boot', s.lastBoot ? moment(s.lastBoot, s.site) : undefined],
        ['Its clock', clockWords(s.clock)],
        ['Registered', dateTime(s.registeredAt, s.site)],
        ['Who may charge', this.#whoMayCharge()],
      ])}`;
  }

  #whoMayCharge() {
    if (this.#free.stations.includes(this.station)) {
      return 'anybody, but no blocked card';
    }
    return this.#free.sites.includes(this.it.site) ? 'anybody at this site, but no blocked card' : undefined;
  }

  #refused() {
    const { since, tries, reason, from } = this.it.refused ?? {};
    if (!since) {
      return nothing;
    }
    const [why, remedy] = refusal(reason);
    return html`<div class="notice warning refused">
      <div class="stack">
        <p><strong>Refused since ${moment(since, this.it.site, dateTime)}</strong>, ${number(tries)} ${tries === 1 ? 'try' : 'tries'}, ${why}. The last came from <span class="mono">${from}</span>.</p>
        <p>${remedy}${this.it.online ? ' The station itself is connected: perhaps somebody else tries its identity.' : ''}</p>
      </div>
    </div>`;
  }

  #decision() {
    switch (this.it.registration) {
      case 'PENDING':
        return html`<div class="notice warning">
          <div class="stack">
            <p><strong>This station waits for ${mayChange() ? 'your' : 'an operator’s'} decision.</strong> It may talk, but not charge, until it is accepted.</p>
            ${mayChange()
              ? html`<p class="actions">
                  <button class="primary" @click=${() => this.#decide('ACCEPTED')}>Accept</button>
                  <button @click=${() => this.#decide('REJECTED')}>Reject</button>
                </p>`
              : nothing}
          </div>
        </div>`;
      case 'REJECTED':
        return html`<div class="notice fault">
          <div class="stack">
            <p><strong>This station is rejected.</strong> Its connections are refused.</p>
            ${mayChange()
              ? html`<p class="actions"><button @click=${() => this.#decide('ACCEPTED')}>Accept after all</button></p>`
              : nothing}
          </div>
        </div>`;
      default:
        return nothing;
    }
  }

  #now() {
    const connectors = this.it.connectors.filter((c) => c.evse > 0 || connectorState(c)[0] === 'fault');
    return html`<ohm-remote-starts .station=${this.it} .newest=${this.#events.items[0]}></ohm-remote-starts>
      <section aria-label="Connectors">
        ${connectors.length === 0
          ? empty(
              'No connector has reported yet',
              this.it.online
                ? 'An operator may ask the station to report the status of its connectors, with a command.'
                : 'The station tells about its connectors once it connects. It needs this server’s address, its id and its password.',
            )
          : html`<ul class="connectors">
              ${repeat(connectors, (c) => `${c.evse}/${c.connector}`, (c) => this.#connector(c))}
            </ul>`}
      </section>
      <section><ohm-availability .station=${this.it}></ohm-availability></section>
      ${mayChange() ? html`<section><ohm-commands .station=${this.it}></ohm-commands></section>` : nothing}
      <section><ohm-frames .station=${this.station} .log=${this.#frames} .site=${this.it.site} .online=${this.it.online} .newest=${this.#frames.frames[0]}></ohm-frames></section>`;
  }

  #connector(c) {
    const t = this.#transactions.items.find((running) => running.open && isAt(running, c));
    const name = plugName(c, this.it);
    return html`<li class="panel">
      <header>
        <span class="plug-number">${name}</span>${connector(c)}
        <span class="hint">says ${c.reported}, ${ago(c.at, this.it.site)}</span>
      </header>
      ${c.errorCode || c.info || c.vendorErrorCode
        ? html`<p class="trouble">${[c.errorCode, c.vendorErrorCode, c.info].filter(Boolean).join(' · ')}</p>`
        : nothing}
      ${(c.faults ?? []).map(
        (fault) =>
          html`<p>${state(...severity(fault.severity))} <strong>${fault.cause}</strong></p>
            <p class="hint">${fault.remedy}</p>`,
      )}
      ${t
        ? html`<dl class="session">
            <div><dt>Energy</dt><dd>${t.energyWh === undefined ? '–' : energyText(t.energyWh)}</dd></div>
            <div><dt>Power</dt><dd>${t.powerW === undefined || !this.it.online ? '–' : powerText(t.powerW)}</dd></div>
            <div><dt>For</dt><dd>${lasted(t)}</dd></div>
            ${t.stateOfChargePercent === undefined
              ? nothing
              : html`<div><dt>Battery</dt><dd>${number(t.stateOfChargePercent)}\u00a0%</dd></div>`}
          </dl>
          <p class="by">${card(t)} · <a href=${at`/transactions/${t.id}`}>Transaction ${t.stationTransactionId}</a></p>`
        : nothing}
      ${c.evse === 0 || !mayChange()
        ? nothing
        : html`<footer>
            ${t
              ? html`<button class="small" @click=${() => this.#commands().run(`Stop charging at connector ${name}`, 'stop-charging', { transaction: t.id })}>
                  Stop charging
                </button>`
              : html`<button class="small" @click=${() => this.#commands().startAt(c.evse)}>Start charging…</button>`}
            <button class="small" @click=${() => this.#commands().run(`Unlock connector ${name}`, 'unlock', { evse: c.evse, connector: c.connector })}>Unlock</button>
            <button
              class="small"
              @click=${() =>
                this.#commands().run(
                  `Connector ${name} ${c.status === 'UNAVAILABLE' ? 'back in service' : 'out of service'}`,
                  'change-availability',
                  { operative: c.status === 'UNAVAILABLE', evse: c.evse, connector: c.connector },
                )}
            >
              ${c.status === 'UNAVAILABLE' ? 'Back in service' : 'Out of service'}
            </button>
          </footer>`}
    </li>`;
  }

  #commands() {
    return this.querySelector('ohm-commands');
  }

  async #decide(registration) {
    this.it = await patch(at`/stations/${this.station}`, { registration });
    tell(`${this.station}: ${REGISTRATIONS[registration].toLowerCase()}.`);
    await showFirstPassword(this.it);
  }

  async #change() {
    const changed = await ask({
      title: `Change ${this.station}`,
      fields: [
        { name: 'label', label: 'Label', value: this.it.label, hint: 'What people call it' },
        {
          name: 'site',
          label: 'Site',
          type: 'select',
          value: this.it.site,
          options: allSites().map((site) => [site.id, site.name]),
        },
        {
          name: 'registration',
          label: 'May it work here?',
          type: 'select',
          value: this.it.registration,
          options: Object.entries(REGISTRATIONS),
        },
        {
          name: 'freeVend',
          label: 'Anybody may charge here',
          type: 'checkbox',
          value: this.#free.stations.includes(this.station),
          hint: 'With any card or none, and without limits. Blocked cards stay blocked.',
        },
      ],
      action: 'Save',
      send: ({ freeVend, ...values }) => this.#save(freeVend, values),
    });
    if (changed) {
      this.it = changed;
      tell('Saved.');
      await showFirstPassword(changed);
    }
  }

  async #save(freeVend, values) {
    const changed = await patch(at`/stations/${this.station}`, values);
    if (freeVend !== this.#free.stations.includes(this.station)) {
      const place = at`/free-vend/stations/${this.station}`;
      await (freeVend ? put(place) : remove(place));
      this.#free = await get('/free-vend');
    }
    return changed;
  }

  async #renewPassword() {
    const credential = await ask({
      title: `New password for ${this.station}?`,
      intro: 'The old one stops working at once and the connection closes. The station needs the new one to come back.',
      fields: [
        { name: 'password', label: 'Password', hint: '16 to 40 characters; leave it empty and the server makes a strong one' },
      ],
      action: 'Make new password',
      danger: true,
      send: ({ password }) => post(at`/stations/${this.station}/password`, password ? { password } : {}),
    });
    if (credential) {
      await showOnce({
        title: `Password of ${credential.id}`,
        intro: 'Enter it at the station as its basic authentication password.',
        secret: credential.password,
      });
    }
  }

  async #remove() {
    const removed = await ask({
      title: `Remove ${this.station}?`,
      intro: 'It can no longer connect. Its transactions stay; one that is open has to end first, by itself or in its review.',
      action: 'Remove',
      danger: true,
      send: () => remove(at`/stations/${this.station}`).then(() => true),
    });
    if (removed) {
      history.back();
    }
  }
}

const REGISTERS = {
  LIFETIME: 'counts on for life',
  RESETS_PER_BOOT: 'begins anew when the station boots',
  RESETS_PER_TRANSACTION: 'begins anew with each transaction',
};

function registerWords(kind) {
  return kind ? (REGISTERS[kind] ?? kind) : undefined;
}

function clockWords(clock) {
  if (clock === undefined) {
    return undefined;
  }
  const off = offsetWords(clock.offsetMillis);
  switch (clock.kind) {
    case 'RIGHT':
      return Math.abs(clock.offsetMillis) < 2000 ? 'right' : `right, ${off}`;
    case 'LOCAL_TIME':
      return `shows the local time of ${clock.zone} as if it were UTC: ${off}, corrected`;
    case 'FACTORY_START':
      return 'was never set: it began in 1970 or 2014 when the station started; times are corrected';
    case 'STOPPED':
      return 'stands still; the time we heard of things counts';
    default:
      return `${off}, corrected`;
  }
}

function offsetWords(millis) {
  const seconds = Math.round(Math.abs(millis) / 1000);
  const size =
    seconds < 120
      ? `${number(seconds)} s`
      : seconds < 7200
        ? `${number(Math.round(seconds / 60))} min`
        : seconds < 172800
          ? `${number(Math.round(seconds / 360) / 10)} h`
          : `${number(Math.round(seconds / 86400))} days`;
  return `${size} ${millis > 0 ? 'ahead' : 'behind'}`;
}

customElements.define('ohm-station', Station);
