import { parse } from './json.js';

/** A client of the API. All addresses are relative to the mount of the dashboard. */

/** A rejected request, with its problem details. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
    this.status = problem.status;
  }
}

/** A server that does not respond for this long counts as gone. */
const PATIENCE = 60_000;

const refusals = new Set();

/** The requests without an answer, with the times at which they began. */
const pending = new Map();
let answeredAt = 0;

/** Notifies a listener of each response that requires a login. */
export function onLoginNeeded(listener) {
  refusals.add(listener);
}

/** Reports that a response requires a login. */
export function needLogin() {
  refusals.forEach((listener) => listener());
}

/** For how long the server has answered nothing, although it was asked; 0 if it was not. */
export function silence() {
  return pending.size === 0 ? 0 : Date.now() - Math.max(answeredAt, Math.min(...pending.values()));
}

async function read(response) {
  const text = await response.text();
  let body = null;
  try {
    body = text === '' ? null : parse(text);
  } catch {
    body = { status: response.status, title: response.statusText, detail: text.slice(0, 300) };
  }
  if (!response.ok) {
    if (response.status === 401) {
      needLogin();
    }
    throw new Refused(body ?? { status: response.status, title: response.statusText });
  }
  return body;
}

async function ask(path, options) {
  const request = Symbol(path);
  pending.set(request, Date.now());
  let response;
  try {
    response = await fetch(path, options);
    answeredAt = Date.now();
  } catch {
    throw new Refused({ status: 0, title: 'No answer', detail: 'the server does not respond' });
  } finally {
    pending.delete(request);
  }
  return read(response);
}

export function get(path) {
  const signal = AbortSignal.timeout(PATIENCE);
  return ask(path, { headers: { Accept: 'application/json' }, signal });
}

/** The runs of these ids, as far as they are stored. */
export async function runsOf(ids) {
  return (await get(`api/runs${query({ ids: ids.join(',') })}`)).runs;
}

export function post(path, body = {}) {
  return ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A query with its question mark, without empty parameters; empty if there are none. */
export function query(parameters) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      given.set(name, value);
    }
  }
  const text = given.toString();
  return text === '' ? '' : `?${text}`;
}
