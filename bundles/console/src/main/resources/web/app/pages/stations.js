import { html, nothing, repeat } from '../element.js';
import { at, get, patch, post, put, remove } from '../api.js';
import { allSites, hourMinute } from '../format.js';
import { mayChange } from '../rights.js';
import { REGISTRATIONS } from '../words.js';
import { ago, online, state, stationLink, tell } from '../parts/bits.js';
import { ask, showOnce } from '../parts/dialog.js';
import { importCsv } from '../parts/import.js';
import { ListPage } from '../parts/list.js';
import { credentialsCsv, showFirstPassword } from '../parts/credentials.js';

/** The register: who may connect, who knocks, who was let in. */
class Stations extends ListPage {
  #newcomers = [];
  #window = { open: false };

  constructor() {
    super({
      path: '/stations',
      title: 'Stations',
      one: 'station',
      searched: 'id, label, vendor and model',
      none: 'No station is registered yet',
      advice: 'Add one and enter its password at the station, or import many from CSV.',
    });
  }

  topics() {
    return ['stations'];
  }

  handlers() {
    return {
      station: (station) => {
        if (station.registration === 'PENDING') {
          this.reloadSoon(); // a newcomer has an address, which only the inbox tells
        } else if (this.list.change(station.id, () => station)) {
          this.redrawSoon();
        }
      },
      'station-removed': () => this.reloadSoon(),
    };
  }

  async load() {
    const [newcomers, commissioning] = await Promise.all([get('/newcomers'), get('/commissioning'), super.load()]);
    this.#newcomers = newcomers.items;
    this.#window = commissioning;
  }

  content() {
    return html`${this.head()} ${this.#commissioning()} ${this.#newcomers.length > 0 ? this.#inbox() : nothing} ${this.#register()}`;
  }

  #commissioning() {
    const w = this.#window;
    return html`<section class="panel" aria-labelledby="commissioning">
      <header class="section-head">
        <h2 id="commissioning">Commissioning</h2>
        ${w.open ? state('charging', `Open until ${hourMinute(w.until)}`) : state('', 'Closed')}
        ${mayChange()
          ? html`<div class="actions">
              ${w.open
                ? html`<button class="small" @click=${() => this.#close()}>Close now</button>`
                : html`<button class="small" @click=${() => this.#open()}>Open for a while…</button>`}
            </div>`
          : nothing}
      </header>
      <p class="hint">
        ${w.open
          ? `Unknown stations may knock${w.from ? ` from ${w.from}` : ''} and wait below for your decision.`
          : 'Unknown stations are turned away. Open a window while you install stations, and they wait here for your decision.'}
      </p>
    </section>`;
  }

  #inbox() {
    return html`<section aria-labelledby="inbox">
      <header class="section-head"><h2 id="inbox">Waiting for your decision</h2></header>
      <div class="table-frame" tabindex="0" role="group" aria-label="Newcomers">
        <table>
          <thead>
            <tr><th>Station</th><th>From</th><th>First seen</th><th><span class="visually-hidden">Actions</span></th></tr>
          </thead>
          <tbody>
            ${repeat(this.#newcomers, (n) => n.id, (n) => html`<tr>
              <td>${stationLink(n.id)}</td>
              ${n.address ? html`<td class="mono">${n.address}</td>` : html`<td><span class="hint">unknown address</span></td>`}
              <td>${ago(n.firstSeen)}</td>
              <td class="row-actions near">
                ${mayChange()
                  ? html`<button class="small" @click=${() => this.#decide(n.id, 'REJECTED')}>Reject</button>
                      <button class="small primary" @click=${() => this.#decide(n.id, 'ACCEPTED')}>Accept</button>`
                  : nothing}
              </td>
            </tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #register() {
    return html`<section aria-labelledby="register">
      <header class="section-head">
        <h2 id="register">Registered</h2>
        ${this.searchField()}
      </header>
      ${this.found()}
    </section>`;
  }

  table(items) {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Registered stations">
      <table>
        <thead>
          <tr>
            <th>Station</th><th>Connection</th><th>Label</th><th>May it work here?</th>
            <th class="roomy">Made by</th><th class="roomy">Firmware</th><th>Last heard</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(items, (s) => s.id, (s) => html`<tr>
            <td>${stationLink(s.id)}</td>
            <td>${online(s)}</td>
            <td>${s.label}</td>
            <td>${s.registration === 'ACCEPTED' ? 'Yes' : state('warning', REGISTRATIONS[s.registration])}</td>
            <td class="roomy">${[s.hardware?.vendor, s.hardware?.model].filter(Boolean).join(' ')}</td>
            <td class="roomy">${s.hardware?.firmwareVersion}</td>
            <td>${s.lastHeard ? ago(s.lastHeard, s.site) : 'never'}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  async add() {
    const credential = await ask({
      title: 'Add station',
      fields: [
        { name: 'id', label: 'Id', required: true, hint: 'Its identity on the wire: the last part of the address it connects to' },
        { name: 'label', label: 'Label', hint: 'What people call it' },
        {
          name: 'site',
          label: 'Site',
          type: 'select',
          options: allSites().map((site) => [site.id, site.name]),
        },
        { name: 'password', label: 'Password', hint: '16 to 40 characters; leave it empty and the server makes a strong one' },
      ],
      action: 'Add station',
      send: ({ password, ...station }) => post('/stations', password ? { ...station, password } : station),
    });
    if (credential) {
      await showOnce({
        title: `${credential.id} is registered`,
        intro: 'Enter this password at the station as its basic authentication password.',
        secret: credential.password,
      });
      await this.reload();
    }
  }

  async takeMany() {
    const made = await importCsv({
      what: 'stations',
      path: '/stations/import',
      columns: ['id', 'site', 'label', 'password'],
      example: 'id,label\nCP-1,Gate\nCP-2,Roof',
    });
    if (made) {
      await credentialsCsv(made.items);
      await this.reload();
    }
  }

  async #decide(id, registration) {
    const decided = await patch(at`/stations/${id}`, { registration });
    tell(`${id}: ${REGISTRATIONS[registration].toLowerCase()}.`);
    await showFirstPassword(decided);
    await this.reload();
  }

  async #open() {
    const opened = await ask({
      title: 'Open a commissioning window',
      intro: 'For that long, unknown stations may connect without a password and wait for your decision. They cannot charge before you accept them.',
      fields: [
        {
          name: 'minutes',
          label: 'How long',
          type: 'select',
          value: '30',
          options: [['15', '15 minutes'], ['30', '30 minutes'], ['60', '1 hour'], ['240', '4 hours'], ['1440', '24 hours']],
        },
        { name: 'from', label: 'Only from addresses', placeholder: '10.1.0.0/16', hint: 'A network as CIDR; empty for all' },
      ],
      action: 'Open',
      send: ({ minutes, from }) => put('/commissioning', { minutes: Number(minutes), ...(from ? { from } : {}) }),
    });
    if (opened) {
      await this.reload();
    }
  }

  async #close() {
    await remove('/commissioning');
    await this.reload();
  }
}

customElements.define('ohm-stations', Stations);
