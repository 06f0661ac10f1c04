import { Page, html, repeat } from '../element.js';
import { at, get, patch, post, remove } from '../api.js';
import { date } from '../format.js';
import { ROLES } from '../rights.js';
import { empty, tell } from '../parts/bits.js';
import { ask, showOnce } from '../parts/dialog.js';

const ROLE_FIELD = {
  name: 'role',
  label: 'May do',
  type: 'select',
  options: [
    ['READ_ONLY', 'See everything an operator sees, change nothing'],
    ['OPERATOR', 'Stations, cards, commands and transactions'],
    ['ADMINISTRATOR', 'Everything'],
  ],
  value: 'OPERATOR',
};

/** People and scripts that may use the server; administrators only. */
class People extends Page {
  static properties = { users: { state: true }, tokens: { state: true } };

  async load() {
    const [users, tokens] = await Promise.all([get('/users'), get('/api-tokens')]);
    this.users = users.items;
    this.tokens = tokens.items;
  }

  content() {
    return html`<header class="head"><h1>People</h1></header>
      <section aria-labelledby="users">
        <header class="section-head">
          <h2 id="users">Users</h2>
          <div class="actions"><button class="primary" @click=${() => this.#addUser()}>Add user</button></div>
        </header>
        <div class="table-frame" tabindex="0" role="group" aria-label="Users">
          <table>
            <thead><tr><th>Name</th><th>Role</th><th>Since</th><th><span class="visually-hidden">Actions</span></th></tr></thead>
            <tbody>
              ${repeat(this.users, (u) => u.name, (u) => html`<tr>
                <td>${u.name}</td><td>${ROLES[u.role]}</td><td>${date(u.createdAt)}</td>
                <td class="row-actions">
                  <button class="small" aria-label="Change ${u.name}" @click=${() => this.#changeUser(u)}>Change…</button>
                  <button class="small danger" aria-label="Remove ${u.name}" @click=${() => this.#removeUser(u.name)}>Remove…</button>
                </td>
              </tr>`)}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="tokens">
        <header class="section-head">
          <h2 id="tokens">API tokens</h2>
          <div class="actions"><button class="primary" @click=${() => this.#addToken()}>Make token</button></div>
        </header>
        ${this.tokens.length === 0
          ? empty('No script has access', html`Make a token for each program that uses <code>/api/v1</code>; you can revoke it alone.`)
          : this.#tokens()}
      </section>`;
  }

  #tokens() {
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="API tokens">
      <table>
        <thead><tr><th>Name</th><th>Role</th><th>Made by</th><th>Since</th><th>Expires</th><th><span class="visually-hidden">Actions</span></th></tr></thead>
        <tbody>
          ${repeat(this.tokens, (t) => t.name, (t) => html`<tr>
            <td>${t.name}</td><td>${ROLES[t.role]}</td><td>${t.maker ?? 'not noted'}</td><td>${date(t.createdAt)}</td>
            <td>${t.expires ? date(t.expires) : 'never'}</td>
            <td class="row-actions">
              <button class="small danger" aria-label="Revoke ${t.name}" @click=${() => this.#revoke(t.name)}>Revoke…</button>
            </td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  async #addUser() {
    await this.#changed(
      ask({
        title: 'Add user',
        fields: [
          { name: 'name', label: 'Name', required: true },
          { name: 'password', label: 'Password', type: 'password', required: true, autocomplete: 'new-password', hint: '12 characters or more' },
          ROLE_FIELD,
        ],
        action: 'Add user',
        send: (values) => post('/users', values),
      }),
    );
  }

  async #changeUser({ name, role }) {
    await this.#changed(
      ask({
        title: `Change ${name}`,
        intro: 'All sessions of this user end. API tokens this user made may do no more than this user from now on.',
        fields: [
          { name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: '12 characters or more; empty keeps the old one' },
          { ...ROLE_FIELD, value: role },
        ],
        action: 'Save',
        send: (values) => patch(at`/users/${name}`, { role: values.role, ...(values.password ? { password: values.password } : {}) }),
      }),
    );
  }

  async #addToken() {
    const made = await ask({
      title: 'Make an API token',
      fields: [
        { name: 'name', label: 'Name', required: true, hint: 'The program that will use it' },
        ROLE_FIELD,
        {
          name: 'validDays',
          label: 'Valid for',
          type: 'select',
          value: '365',
          options: [['30', '30 days'], ['90', '90 days'], ['365', 'One year'], ['', 'Ever']],
        },
      ],
      action: 'Make token',
      send: ({ validDays, ...token }) => post('/api-tokens', { ...token, ...(validDays ? { validDays: Number(validDays) } : {}) }),
    });
    if (made) {
      await showOnce({
        title: `Token of ${made.name}`,
        intro: html`Send it as <code>Authorization: Bearer …</code>.`,
        secret: made.secret,
      });
      await this.reload();
    }
  }

  #removeUser(name) {
    const made = this.tokens.filter((t) => t.maker === name).map((t) => t.name);
    return this.#remove({
      title: `Remove ${name}?`,
      intro: `All sessions of this user end.${made.length === 0 ? '' : ` So do the API tokens this user made: ${made.join(', ')}.`}`,
      action: 'Remove',
      path: at`/users/${name}`,
    });
  }

  #revoke(name) {
    return this.#remove({
      title: `Revoke ${name}?`,
      intro: 'Programs that use this token are refused from now on.',
      action: 'Revoke',
      path: at`/api-tokens/${name}`,
    });
  }

  #remove({ path, ...question }) {
    return this.#changed(ask({ ...question, danger: true, send: () => remove(path).then(() => true) }));
  }

  async #changed(question) {
    if (await question) {
      tell('Saved.');
      await this.reload();
    }
  }
}

customElements.define('ohm-people', People);
