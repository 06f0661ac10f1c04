// The frame around all pages: navigation, who is signed in, whether the live stream is up.

import { Part, html, keyed, nothing } from './element.js';
import { Problem, get, put, remove } from './api.js';
import { live } from './live.js';
import { useSites } from './format.js';
import { ROLES, isAdministrator, useRole } from './rights.js';
import { ask } from './parts/dialog.js';
import { tell } from './parts/bits.js';
import { icon } from './parts/icons.js';
import './parts/waiting.js';
import './pages/overview.js';
import './pages/stations.js';
import './pages/station.js';
import './pages/transactions.js';
import './pages/transaction.js';
import './pages/review.js';
import './pages/case.js';
import './pages/cards.js';
import './pages/routes.js';
import './pages/settings.js';
import './pages/setting.js';
import './pages/people.js';
import './pages/audit.js';

/** Address pattern, title, and the page given what the pattern found. */
const ROUTES = [
  [/^\/$/, 'Overview', () => html`<ohm-overview></ohm-overview>`],
  [/^\/stations$/, 'Stations', () => html`<ohm-stations></ohm-stations>`],
  [/^\/stations\/([^/]+)$/, 'Station', (id) => html`<ohm-station .station=${id} .view=${view()}></ohm-station>`],
  [/^\/transactions$/, 'Transactions', () => html`<ohm-transactions></ohm-transactions>`],
  [/^\/transactions\/([^/]+)$/, 'Transaction', (id) => html`<ohm-transaction .transaction=${id}></ohm-transaction>`],
  [/^\/review$/, 'Review', () => html`<ohm-review></ohm-review>`],
  [/^\/review\/([^/]+)$/, 'Case', (id) => html`<ohm-case .case=${id}></ohm-case>`],
  [/^\/cards$/, 'Cards', () => html`<ohm-cards></ohm-cards>`],
  [/^\/routes$/, 'Routes', () => html`<ohm-routes></ohm-routes>`],
  [/^\/settings$/, 'Settings', () => html`<ohm-settings></ohm-settings>`],
  [/^\/settings\/([^/]+)$/, 'Settings', (id) => html`<ohm-setting .file=${id}></ohm-setting>`],
  [/^\/people$/, 'People', () => html`<ohm-people></ohm-people>`],
  [/^\/audit$/, 'Audit', () => html`<ohm-audit></ohm-audit>`],
];

/** Part of a page, where it has several. */
const view = () => new URLSearchParams(location.search).get('view') ?? '';

const MENU = [
  ['/', 'Overview', 'overview'],
  ['/stations', 'Stations', 'station'],
  ['/transactions', 'Transactions', 'transaction'],
  ['/review', 'Review', 'review', html`<ohm-waiting></ohm-waiting>`],
  ['/cards', 'Cards', 'card'],
  ['/routes', 'Routes', 'routes'],
];
const ADMINISTRATOR_MENU = [
  ['/settings', 'Settings', 'settings'],
  ['/people', 'People', 'people'],
  ['/audit', 'Audit', 'audit'],
];

const SCHEMES = { '': 'As the system', light: 'Light', dark: 'Dark' };

class App extends Part {
  static properties = { path: { state: true }, me: { state: true }, up: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.path = location.pathname;
    this.up = true;
    applyScheme(scheme());
  }

  async connectedCallback() {
    super.connectedCallback();
    document.addEventListener('click', (event) => this.#followLink(event));
    document.addEventListener('keydown', (event) => this.#shortcut(event));
    window.addEventListener('popstate', () => this.#arrive());
    window.addEventListener('unhandledrejection', tellRefusal);
    live.addEventListener('change', () => (this.up = live.up));
    try {
      const [me, sites] = await Promise.all([get('/session'), get('/sites')]);
      useSites(sites.items);
      useRole(me.role);
      this.me = me;
    } catch (problem) {
      this.failure = problem;
    }
  }

  render() {
    return html`<a class="skip" href="#main" @click=${this.#skip}>Skip to the page</a>
      <header class="bar">
        <a class="brand" href="/"><img src=${document.querySelector('link[rel=icon]').href} alt="" />Ohmstead</a>
        <nav aria-label="Pages">
          <ul>
            ${MENU.map((item) => this.#menuItem(...item))}
            ${this.me && isAdministrator() ? ADMINISTRATOR_MENU.map((item) => this.#menuItem(...item)) : nothing}
          </ul>
        </nav>
        <div class="me">
          <p class="stream ${this.up ? 'up' : 'down'}" role="status">${this.up ? 'Live' : 'Reconnecting…'}</p>
          ${this.me ? this.#person() : nothing}
        </div>
      </header>
      <main id="main" tabindex="-1">
        ${this.failure ? html`<p class="notice fault" role="alert">${this.failure.message}</p>` : nothing}
        ${this.me ? this.#page() : nothing}
      </main>
      <p class="told" role="status"></p>`;
  }

  #page() {
    for (const [pattern, title, page] of ROUTES) {
      const found = pattern.exec(this.path);
      if (found) {
        document.title = [...found.slice(1).map(decodeURIComponent), title, 'Ohmstead'].join(' · ');
        return keyed(this.path, page(...found.slice(1).map(decodeURIComponent)));
      }
    }
    document.title = 'No such page · Ohmstead';
    return html`<h1>There is no page here</h1>
      <p>The address may be old or mistyped. <a href="/">Go to the overview</a>.</p>`;
  }

  #menuItem(href, words, picture, badge = nothing) {
    const here = href === '/' ? this.path === '/' : this.path.startsWith(href);
    return html`<li><a href=${href} aria-current=${here ? 'page' : nothing}>${icon(picture)}<span>${words}</span>${badge}</a></li>`;
  }

  #person() {
    return html`<details class="menu" @focusout=${closeMenu}>
      <summary aria-label="${this.me.name}: account and colours">${icon('person')}<span>${this.me.name}</span></summary>
      <div>
        <p class="hint">${ROLES[this.me.role]}</p>
        <label for="scheme">Colours</label>
        <select id="scheme" @change=${(event) => chooseScheme(event.target.value)}>
          ${Object.entries(SCHEMES).map(
            ([value, words]) => html`<option value=${value} ?selected=${value === scheme()}>${words}</option>`,
          )}
        </select>
        <button class="quiet" @click=${changePassword}>Change password</button>
        <button class="quiet" @click=${signOut}>Sign out</button>
      </div>
    </details>`;
  }

  #skip(event) {
    event.preventDefault();
    document.querySelector('main').focus();
  }

  #followLink(event) {
    const link = event.target.closest('a[href]');
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin || link.hasAttribute('download')) {
      return;
    }
    event.preventDefault();
    history.pushState(null, '', link.href);
    this.#arrive();
  }

  /** A new address: draw it, start at its top, and let screen readers begin there. */
  async #arrive() {
    const moved = this.path !== location.pathname;
    this.path = location.pathname;
    this.requestUpdate(); // the query may have changed
    if (moved) {
      await this.updateComplete;
      window.scrollTo(0, 0);
      document.querySelector('main').focus({ preventScroll: true });
    }
  }

  /** "/" goes to the page's search, as in many tools. */
  #shortcut(event) {
    const typing = event.target.closest('input, textarea, select, dialog');
    const search = document.querySelector('input[type=search]');
    if (event.key === '/' && !typing && search) {
      event.preventDefault();
      search.focus();
    }
  }
}

/** What a button asked for and nobody else answered for. */
function tellRefusal(event) {
  if (event.reason instanceof Problem) {
    event.preventDefault();
    tell(event.reason.message);
  }
}

function closeMenu(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) {
    event.currentTarget.open = false;
  }
}

async function signOut() {
  await remove('/session');
  location.assign('/sign-in');
}

async function changePassword() {
  const changed = await ask({
    title: 'Change your password',
    intro: 'All your sessions end, also this one.',
    fields: [
      { name: 'current', label: 'Current password', type: 'password', required: true, autocomplete: 'current-password' },
      {
        name: 'password',
        label: 'New password',
        type: 'password',
        required: true,
        autocomplete: 'new-password',
        hint: '12 characters or more',
      },
    ],
    action: 'Change password',
    send: (values) => put('/session/password', values).then(() => true),
  });
  if (changed) {
    location.assign('/sign-in');
  }
}

const scheme = () => localStorage.getItem('ohmstead-scheme') ?? '';

function chooseScheme(value) {
  localStorage.setItem('ohmstead-scheme', value);
  applyScheme(value);
}

function applyScheme(value) {
  document.documentElement.dataset.scheme = value;
}

customElements.define('ohm-app', App);
