import { html, nothing } from '../element.js';
import { postCsv } from '../api.js';
import { Modal, open } from './dialog.js';

const SHOWN_ROWS = 8;

/**
 * Opens the import of CSV: paste or choose a file, look at what it means, send all or nothing.
 *
 * @param what for the title, for example 'stations'
 * @param path where to send it
 * @param columns names in the header; the first is needed
 * @param example lines that show the form
 * @returns the server's answer, or undefined if cancelled
 */
export const importCsv = (question) => open('ohm-import', question);

class Import extends Modal {
  static properties = { text: { state: true } };

  constructor() {
    super();
    this.text = '';
  }

  render() {
    const { what, columns, example } = this.question;
    const table = parse(this.text);
    const missing = table.length > 0 && !table[0].cells.includes(columns[0]);
    const unknown = (table[0]?.cells ?? []).filter((name) => !columns.includes(name));
    const rows = table.slice(1);
    const refusal = missing
      ? `The first line must name the columns; ${columns[0]} is needed.`
      : unknown.length > 0
        ? `There is no column ${unknown.join(', ')}. Known: ${columns.join(', ')}.`
        : undefined;
    return html`<dialog class="wide" aria-labelledby="import-title" @close=${this.closed}>
      <form method="dialog" @submit=${this.#submit}>
        <h2 id="import-title">Import ${what}</h2>
        <div class="intro">
          <p>All lines are taken, or none. Columns: <code>${columns.join(',')}</code>. Only ${columns[0]} is needed.</p>
        </div>
        <div>
          <label for="csv-file">Choose a file</label>
          <input id="csv-file" type="file" accept=".csv,text/csv,text/plain" @change=${this.#choose} />
        </div>
        <div>
          <label for="csv-text">Or paste here</label>
          <textarea
            id="csv-text"
            rows="7"
            spellcheck="false"
            placeholder=${example}
            .value=${this.text}
            @input=${(event) => this.#take(event.target.value)}
          ></textarea>
        </div>
        ${refusal ? html`<p class="notice warning" role="status">${refusal}</p>` : nothing}
        ${rows.length > 0 && !refusal ? this.#preview(table[0].cells, rows) : nothing}
        ${this.problem ? this.#problems() : nothing}
        <footer>
          <button type="button" class="quiet" @click=${this.close}>Cancel</button>
          <button class="primary" ?disabled=${this.busy || rows.length === 0 || refusal !== undefined}>
            ${rows.length === 0 ? 'Import' : `Import ${rows.length} ${what}`}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  #preview(head, rows) {
    const errors = Map.groupBy(this.problem?.errors ?? [], (error) => error.line);
    const wrong = rows.filter((row) => errors.has(row.line));
    const shown = wrong.length > 0 ? wrong.slice(0, SHOWN_ROWS) : rows.slice(0, SHOWN_ROWS);
    return html`<div class="table-frame" tabindex="0" role="group" aria-label="What will be imported">
        <table>
          <thead>
            <tr><th>Line</th>${head.map((name) => html`<th>${name}</th>`)}</tr>
          </thead>
          <tbody>
            ${shown.map(
              (row) =>
                html`<tr class=${errors.has(row.line) ? 'wrong' : ''}>
                  <td>${row.line}</td>
                  ${head.map((name, i) => html`<td>${name === 'password' && row.cells[i] ? '••••••' : row.cells[i]}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${rows.length > shown.length && wrong.length === 0
        ? html`<p class="hint">and ${rows.length - shown.length} more</p>`
        : nothing}`;
  }

  #problems() {
    const errors = this.problem.errors ?? [];
    return html`<div class="notice fault" role="alert">
      <div>
        <p><strong>Nothing was imported.</strong> ${this.problem.message}</p>
        <ul>
          ${errors.slice(0, 50).map((e) => html`<li>Line ${e.line}${e.field ? `, ${e.field}` : ''}: ${e.message}</li>`)}
        </ul>
      </div>
    </div>`;
  }

  async #choose(event) {
    const [file] = event.target.files;
    if (file) {
      this.#take(await file.text());
    }
  }

  #take(text) {
    this.text = text;
    this.problem = undefined;
  }

  async #submit(event) {
    event.preventDefault();
    await this.sendAndClose(() => postCsv(this.question.path, this.text));
  }
}

/** Lines with their numbers; cells may be quoted, with "" for a quote. The server has the last word. */
export function parse(text) {
  const [header] = text.split('\n', 1);
  const separator = header.includes(';') && !header.includes(',') ? ';' : ',';
  const lines = [];
  let [line, cells, cell, quoted] = [1, [], '', false];
  let started = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (cells.some((content) => content !== '')) {
      lines.push({ line: started, cells });
    }
    cells = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') {
      line++;
    }
    if (quoted) {
      if (c !== '"') {
        cell += c;
      } else if (text[i + 1] === '"') {
        cell += c;
        i++;
      } else {
        quoted = false;
      }
    } else if (c === '"') {
      quoted = true;
    } else if (c === separator) {
      endCell();
    } else if (c === '\n') {
      endLine();
      started = line;
    } else if (c !== '\r' && c !== '\ufeff') {
      cell += c;
    }
  }
  endLine();
  return lines;
}

customElements.define('ohm-import', Import);
