import { html, nothing, repeat } from '../element.js';
import { at, get, post, put, remove } from '../api.js';
import { mayChange } from '../rights.js';
import { date, isoDay, startOfDay } from '../format.js';
import { verdict } from '../words.js';
import { state, tell } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { importCsv } from '../parts/import.js';
import { ListPage } from '../parts/list.js';

/** Cards and other tokens this server knows itself. */
class Cards extends ListPage {
  static properties = { groups: { state: true } };

  constructor() {
    super({
      path: '/tokens',
      title: 'Cards',
      one: 'card',
      searched: 'number, label and group',
      none: 'No card is known yet',
      advice: 'Drivers with a card that is known here may charge. Add one, or import many from CSV.',
    });
  }

  async load() {
    const [groups] = await Promise.all([get('/groups'), super.load()]);
    this.groups = groups.items;
  }

  content() {
    return html`${this.head()}
      <section aria-label="Cards">
        <header class="section-head">${this.searchField()}</header>
        ${this.found()}
      </section>
      <section aria-label="Groups with a limit">
        <header class="section-head">
          <h2>Groups with a limit</h2>
          ${mayChange() ? html`<div class="actions"><button @click=${() => this.#changeGroup({ name: '' })}>Limit a group…</button></div>` : nothing}
        </header>
        ${this.groups.length === 0
          ? html`<p class="hint">None: the cards of a group together may have as many transactions at once as each of them may.</p>`
          : this.#groupTable()}
      </section>`;
  }

  #groupTable() {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Groups with a limit">
      <table>
        <thead>
          <tr><th>Group</th><th>Transactions at once, all its cards together</th><th><span class="visually-hidden">Actions</span></th></tr>
        </thead>
        <tbody>
          ${repeat(this.groups, (g) => g.name, (g) => html`<tr>
            <td>${g.name}</td>
            <td>${atOnce(g.maxConcurrent)}</td>
            <td class="row-actions">
              ${mayChange() ? this.#groupActions(g) : nothing}
            </td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  #groupActions(g) {
    return html`<button class="small" aria-label="Change ${g.name}" @click=${() => this.#changeGroup(g)}>Change…</button>
      <button class="small danger" aria-label="Lift the limit of ${g.name}" @click=${() => this.#removeGroup(g)}>Lift the limit</button>`;
  }

  table(items) {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="Cards">
      <table>
        <thead>
          <tr><th>Number</th><th>Label</th><th>State</th><th>Expires</th><th>Group</th><th>At once</th><th><span class="visually-hidden">Actions</span></th></tr>
        </thead>
        <tbody>
          ${repeat(items, key, (t) => html`<tr>
            <td class="mono">${t.value}${t.type ? html` <span class="hint">${t.type}</span>` : nothing}</td>
            <td>${t.label}</td>
            <td>${state(...verdict(t.verdict))}</td>
            <td>${t.expires ? date(t.expires) : 'never'}</td>
            <td>${t.group}</td>
            <td>${atOnce(t.maxConcurrent)}</td>
            <td class="row-actions">
              ${mayChange() ? this.#actions(t) : nothing}
            </td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  #actions(t) {
    return html`<button class="small" aria-label="${t.blocked ? 'Unblock' : 'Block'} ${t.value}" @click=${() => this.#block(t)}>
        ${t.blocked ? 'Unblock' : 'Block'}
      </button>
      <button class="small" aria-label="Change ${t.value}" @click=${() => this.#change(t)}>Change…</button>
      <button class="small danger" aria-label="Remove ${t.value}" @click=${() => this.#remove(t)}>Remove…</button>`;
  }

  async add() {
    const made = await ask({
      title: 'Add card',
      fields: [{ name: 'value', label: 'Number', required: true, hint: 'As the reader sends it' }, ...contentFields({})],
      action: 'Add card',
      send: ({ value, ...content }) => post('/tokens', { value, ...toContent(content) }),
    });
    if (made) {
      tell('Added.');
      await this.reload();
    }
  }

  async #change(token) {
    const changed = await ask({
      title: `Change ${token.value}`,
      fields: contentFields(token),
      action: 'Save',
      send: (content) => put(path(token), toContent(content)),
    });
    if (changed) {
      tell('Saved.');
      await this.reload();
    }
  }

  async #block({ blocked, ...token }) {
    const { label, expires, group, maxConcurrent } = token;
    await put(path(token), { label, expires, group, maxConcurrent, blocked: !blocked });
    tell(blocked ? `${token.value} may charge again.` : `${token.value} is blocked.`);
    await this.reload();
  }

  async #remove(token) {
    const removed = await ask({
      title: `Remove ${token.value}?`,
      intro: 'The card is no longer known and cannot charge. Its past transactions stay.',
      action: 'Remove',
      danger: true,
      send: () => remove(path(token)).then(() => true),
    });
    if (removed) {
      await this.reload();
    }
  }

  async #changeGroup({ name, maxConcurrent }) {
    const changed = await ask({
      title: name ? `Limit of ${name}` : 'Limit a group',
      intro: 'A card with a limit of its own is not held to that of its group.',
      fields: [
        ...(name ? [] : [{ name: 'group', label: 'Group', required: true, hint: 'As its cards name it' }]),
        { ...limitField(maxConcurrent), hint: 'Of all its cards together; 0 for any number, as for a fleet' },
      ],
      action: 'Save',
      send: ({ group, ...limit }) => put(at`/groups/${name || group}`, toLimit(limit)),
    });
    if (changed) {
      tell('Saved.');
      await this.reload();
    }
  }

  async #removeGroup({ name }) {
    await remove(at`/groups/${name}`);
    tell(`${name} has no limit of its own any more.`);
    await this.reload();
  }

  async takeMany() {
    const taken = await importCsv({
      what: 'cards',
      path: '/tokens/import',
      columns: ['value', 'type', 'label', 'blocked', 'expires', 'group', 'maxConcurrent'],
      example: 'value,label,group\n04A1B2C3D4E5F6,Van 3,fleet',
    });
    if (taken) {
      tell(`${taken.imported} cards imported. ${taken.warning ?? ''}`.trim());
      await this.reload();
    }
  }
}

/** To who may not change them numbers come shortened, and are alike. */
const key = (token, i) => (mayChange() ? `${token.value} ${token.type}` : i);

const path = (token) => at`/tokens/${token.value}` + (token.type ? `?type=${encodeURIComponent(token.type)}` : '');

const limitField = (value) => ({
  name: 'maxConcurrent',
  label: 'Transactions at once',
  type: 'number',
  value: value === undefined ? '' : String(value),
});

const toLimit = ({ maxConcurrent }) => (maxConcurrent === '' ? {} : { maxConcurrent: Number(maxConcurrent) });

const atOnce = (maxConcurrent) => (maxConcurrent === 0 ? 'any number' : maxConcurrent);

const contentFields = ({ label, group, expires, blocked, maxConcurrent }) => [
  { name: 'label', label: 'Label', value: label, hint: 'What people call it: a name, a vehicle' },
  { name: 'group', label: 'Group', value: group, hint: 'Cards of one group may stop each other’s transactions' },
  { name: 'expires', label: 'Expires', type: 'date', value: expires ? isoDay(expires) : '', hint: 'From this day on it is refused; empty for never' },
  { ...limitField(maxConcurrent), hint: '0 for any number; empty for what its group or the server allows' },
  { name: 'blocked', label: 'Blocked', type: 'checkbox', value: blocked, hint: 'Refused whatever else holds' },
];

function toContent({ label, group, expires, blocked, ...limit }) {
  return {
    label,
    blocked,
    ...(group ? { group } : {}),
    ...(expires ? { expires: startOfDay(expires) } : {}),
    ...toLimit(limit),
  };
}

customElements.define('ohm-cards', Cards);
