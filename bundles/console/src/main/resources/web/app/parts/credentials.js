import { html, nothing } from '../element.js';
import { ask, showOnce } from './dialog.js';

/** What spreadsheets calculate in place of showing it. */
const FORMULA = /^[=+\-@]/;

/** Offers fresh station passwords as a file; they cannot be shown again. */
export function credentialsCsv(credentials) {
  const lines = ['id,password', ...credentials.map(({ id, password }) => `${quoted(id)},${quoted(password)}`)];
  const calculated = credentials.some(({ id, password }) => FORMULA.test(id) || FORMULA.test(password));
  const url = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'text/csv' }));
  return ask({
    title: `${credentials.length} stations are registered`,
    intro: html`<p>Each has a password to enter at the station. Keep the file safe.</p>
      <p><a class="button" href=${url} download="station-passwords.csv">Save passwords</a></p>
      ${calculated
        ? html`<p class="notice warning">
            <span>
              A value here begins with = + - or @, which a spreadsheet takes for a formula: it would show, and save, something else. Open
              the file with a text editor, or import its columns as text.
            </span>
          </p>`
        : nothing}
      <p class="hint">They are kept nowhere in the clear and cannot be shown again.</p>`,
    action: 'I have them',
    alone: true,
    send: () => URL.revokeObjectURL(url),
  });
}

const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Shows the password made for a station that was accepted and had shown none; others need none. */
export async function showFirstPassword({ id, password }) {
  if (password) {
    await showOnce({
      title: `Password of ${id}`,
      intro: 'This station was let in without a password, so one was made. Enter it at the station as its basic authentication password: without it the station cannot come back once its connection closes.',
      secret: password,
    });
  }
}
