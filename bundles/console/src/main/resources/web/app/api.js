// The way to /api/v1. What the server refuses becomes a Problem with a sentence for people.

/** So many items the server gives at once. */
const PART = 1000;
/** More than that no page looks through. */
export const MOST = 50_000;

/** A refusal: `message` is a sentence, `errors` says which field or line is meant. */
export class Problem extends Error {
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

export const get = (path, query) => call('GET', path + toQuery(query));
export const post = (path, body = {}) => call('POST', path, JSON.stringify(body));
export const postCsv = (path, text) => call('POST', path, text, 'text/csv');
export const put = (path, body) => call('PUT', path, JSON.stringify(body));
export const patch = (path, body) => call('PATCH', path, JSON.stringify(body));
export const remove = (path) => call('DELETE', path);

/** A list from its beginning, as many requests as it takes, but no more than `most` items; `next` says that there are more. */
export async function all(path, query = {}, most = MOST) {
  const list = { items: [] };
  do {
    const limit = Math.min(PART, most - list.items.length);
    const part = await get(path, { ...query, limit, after: list.next });
    list.items.push(...part.items);
    list.next = part.next;
  } while (list.next && list.items.length < most);
  return list;
}

/** A path with its variable parts escaped: at`/stations/${id}`. */
export const at = (strings, ...parts) => String.raw({ raw: strings }, ...parts.map(encodeURIComponent));

export function signInAgain() {
  location.assign('/sign-in#' + location.pathname + location.search);
}

/** The health checks stand outside /api/v1 and answer 503 when something is down, which is no refusal. */
export async function health() {
  const response = await fetch('/health', { headers: { Accept: 'application/json' } });
  return response.json();
}

async function call(method, path, body, type = 'application/json') {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-Ohmstead'] = '1';
  }
  if (body !== undefined) {
    headers['Content-Type'] = type;
  }
  let response;
  try {
    response = await fetch('/api/v1' + path, { method, headers, body });
  } catch {
    throw new Problem(0, 'The server does not answer. What you see may be old.');
  }
  if (response.status === 401) {
    signInAgain();
    return new Promise(() => {}); // the page is going away
  }
  if (response.ok) {
    return response.status === 204 ? undefined : response.json();
  }
  const problem = await response.json().catch(() => ({}));
  throw new Problem(response.status, sentence(response, problem), problem.errors);
}

function sentence(response, problem) {
  if (response.status === 403) {
    return problem.detail ?? 'Only an administrator may do that.';
  }
  if (response.status === 503) {
    return problem.detail ?? 'The store is not available. Nothing is known to be saved; trying again is harmless.';
  }
  return problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
}

function toQuery(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : '?' + new URLSearchParams(given);
}
