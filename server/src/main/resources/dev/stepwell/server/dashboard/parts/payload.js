import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { get } from '../api.js';
import { beginning, bytes, count, visible } from '../format.js';
import { digits } from '../json.js';
import { mayDecode } from '../session.js';
import { copy } from './copy.js';

const CUT = 400;
const AT_ONCE = 100;

/** The field of a value that a codec of the application has encoded. */
const ENCODED = 'stepwell:encoded';

function isEncoded(value) {
  return value !== null && typeof value === 'object' && typeof value[ENCODED] === 'string'
    && Object.keys(value).length === 1;
}

/** Whether a value was encoded, or a field of it, at any depth. */
function hasEncoded(value) {
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (isEncoded(next)) {
      return true;
    } else if (next !== null && typeof next === 'object') {
      rest.push(...Object.values(next));
    }
  }
  return false;
}

function withDecoding(source) {
  return `${source}${source.includes('?') ? '&' : '?'}decode=true`;
}

/** Expandable JSON. Nested parts are rendered when opened, so it may be deep and large. */
class Payload extends Element {
  static properties = {
    value: { attribute: false },
    leftOut: { attribute: false },
    source: { attribute: false },
    pick: { attribute: false },
    fetched: { state: true },
    problem: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    this.opened = new Map();
  }

  willUpdate(changed) {
    if (changed.has('source') && changed.get('source') !== undefined) {
      this.request = null;
      this.fetched = undefined;
      this.problem = '';
      this.opened = new Map();
    }
  }

  async fetchAll() {
    await this.fetch(this.source, 'fetched');
  }

  /** Fetches it, unless another payload is shown by then, or something else was asked for. */
  async fetch(source, verb) {
    const request = Symbol(verb);
    this.request = request;
    try {
      const fetched = this.pick(await get(source));
      if (this.request === request) {
        this.fetched = fetched;
        this.problem = '';
      }
    } catch (error) {
      if (this.request === request) {
        this.problem = `It could not be ${verb}: ${error.message}`;
      }
    }
  }

  /** An encoded value, and how to see what it was. */
  encoded(value) {
    if (!hasEncoded(value)) {
      return nothing;
    }
    return html`<p class="left-out">Stored in encoded form.
      ${mayDecode() && this.source
        ? html`<button type="button" class="small"
            @click=${() => this.fetch(withDecoding(this.source), 'decoded')}>Decode</button>`
        : nothing}</p>`;
  }

  isOpen(path, depth, size) {
    return this.opened.get(path) ?? (depth < 2 && size <= 20);
  }

  render() {
    if (this.leftOut && this.fetched === undefined) {
      return html`<p class="left-out">${bytes(this.leftOut)}, too large to be shown at once.
        <button type="button" class="small" @click=${this.fetchAll}>Show it anyway</button>
        ${this.problem ? html`<span role="alert">${this.problem}</span>` : nothing}</p>`;
    }
    const value = this.fetched === undefined ? this.value : this.fetched;
    return html`${this.encoded(value)}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="payload-tools">${copy(
        () => JSON.stringify(value ?? null, null, 2), 'JSON', 'Copy JSON')}</div>
      <div class="payload mono">${this.node(value, '', 0)}</div>`;
  }

  node(value, path, depth) {
    const number = digits(value);
    if (value === null || value === undefined) {
      return html`<span class="null">null</span>`;
    } else if (number !== null) {
      return html`<span class="number">${number}</span>`;
    } else if (typeof value === 'string') {
      return this.string(value, path);
    } else if (isEncoded(value)) {
      return html`<span class="null">encoded, ${count(value[ENCODED].length)} characters</span>`;
    } else if (typeof value !== 'object') {
      return html`<span class=${typeof value}>${String(value)}</span>`;
    }
    return this.container(value, path, depth);
  }

  string(value, path) {
    const whole = this.opened.get(path) || value.length <= CUT;
    const text = visible(whole ? value : beginning(value, CUT), { lines: true });
    return html`<span class="string">“${text}${whole ? '”' : '…'}</span>${whole
      ? nothing
      : html` <button type="button" class="quiet small" @click=${() => this.open(path, true)}>all
          ${count(value.length)} characters</button>`}`;
  }

  container(value, path, depth) {
    const isList = Array.isArray(value);
    const entries = isList ? [...value.keys()] : Object.keys(value);
    const [start, end] = isList ? '[]' : '{}';
    if (entries.length === 0) {
      return html`<span class="punctuation">${start}${end}</span>`;
    }
    const isOpen = this.isOpen(path, depth, entries.length);
    const shown = this.opened.get(`${path}#`) ?? AT_ONCE;
    const noun = isList ? 'element' : 'field';
    const kind = `${count(entries.length)} ${noun}${entries.length === 1 ? '' : 's'}`;
    return html`<button type="button" class="fold" aria-expanded=${isOpen}
        @click=${() => this.open(path, !isOpen)}>
        <span aria-hidden="true">${isOpen ? '▾' : '▸'}</span>
        <span class="punctuation">${start}</span> ${isOpen
          ? nothing
          : html`${kind} <span class="punctuation">${end}</span>`}</button>${isOpen
      ? html`<ul>${entries.slice(0, shown).map((name) => this.entry(value, name, path, depth))}
          ${entries.length > shown ? this.more(path, shown, entries.length) : nothing}</ul>`
      : nothing}`;
  }

  entry(value, name, path, depth) {
    return html`<li><span class="name">${visible(name)}</span><span class="punctuation">: </span
      >${this.node(value[name], `${path}/${name}`, depth + 1)}</li>`;
  }

  more(path, shown, all) {
    const open = () => this.open(`${path}#`, shown + 10 * AT_ONCE);
    return html`<li><button type="button" class="quiet small"
      @click=${open}>${count(all - shown)} more</button>
    </li>`;
  }

  open(path, how) {
    this.opened = new Map(this.opened).set(path, how);
  }
}
customElements.define('sw-payload', Payload);

/** A named payload. A part that was left out for its size is fetched on request. */
export function payload(value, leftOut, source, pick) {
  return html`<sw-payload .value=${value} .leftOut=${leftOut} .source=${source}
    .pick=${pick}></sw-payload>`;
}
