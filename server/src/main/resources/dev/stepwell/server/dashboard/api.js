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

const refusals = new Set();

/** Notifies a listener of each response that requires a login. */
export function onLoginNeeded(listener) {
  refusals.add(listener);
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
      refusals.forEach((listener) => listener());
    }
    throw new Refused(body ?? { status: response.status, title: response.statusText });
  }
  return body;
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused({ status: 0, title: 'No answer', detail: 'the server does not answer' });
  }
  return read(response);
}

export function get(path) {
  return ask(path, { headers: { Accept: 'application/json' } });
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
