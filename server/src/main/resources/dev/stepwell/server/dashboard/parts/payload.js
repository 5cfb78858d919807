import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { get } from '../api.js';
import { bytes, count } from '../format.js';

const CUT = 400;
const AT_ONCE = 100;

/** JSON to look into: what is nested is drawn once it is opened, so that it may be deep and large. */
class Payload extends Element {
  static properties = {
    value: { attribute: false },
    leftOut: { attribute: false },
    source: { attribute: false },
    pick: { attribute: false },
    fetched: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    this.opened = new Map();
  }

  willUpdate(changed) {
    if (changed.has('source') && changed.get('source') !== undefined) {
      this.fetched = undefined;
      this.opened = new Map();
    }
  }

  async fetchAll() {
    try {
      this.fetched = this.pick(await get(this.source));
    } catch (error) {
      this.fetched = `could not be fetched: ${error.message}`;
    }
  }

  isOpen(path, depth, size) {
    return this.opened.get(path) ?? (depth < 2 && size <= 20);
  }

  render() {
    if (this.leftOut && this.fetched === undefined) {
      return html`<p class="left-out">${bytes(this.leftOut)}, too large to be shown at once.
        <button type="button" class="small" @click=${this.fetchAll}>Show all the same</button></p>`;
    }
    const value = this.fetched === undefined ? this.value : this.fetched;
    return html`<div class="payload mono">${this.node(value, '', 0)}</div>`;
  }

  node(value, path, depth) {
    if (value === null || value === undefined) {
      return html`<span class="null">null</span>`;
    } else if (typeof value === 'string') {
      return this.string(value, path);
    } else if (typeof value !== 'object') {
      return html`<span class=${typeof value}>${String(value)}</span>`;
    }
    return this.container(value, path, depth);
  }

  string(value, path) {
    const whole = this.opened.get(path) || value.length <= CUT;
    return html`<span class="string">“${whole ? value : value.slice(0, CUT)}${whole ? '”' : '…'}</span>${whole
      ? nothing
      : html` <button type="button" class="quiet small" @click=${() => this.open(path, true)}>all ${count(value.length)} characters</button>`}`;
  }

  container(value, path, depth) {
    const isList = Array.isArray(value);
    const names = isList ? value.keys() : Object.keys(value);
    const entries = [...names];
    if (entries.length === 0) {
      return html`<span class="punctuation">${isList ? '[ ]' : '{ }'}</span>`;
    }
    const isOpen = this.isOpen(path, depth, entries.length);
    const shown = this.opened.get(`${path}#`) ?? AT_ONCE;
    const kind = isList
      ? `${count(entries.length)} ${entries.length === 1 ? 'element' : 'elements'}`
      : `${count(entries.length)} ${entries.length === 1 ? 'field' : 'fields'}`;
    return html`<button type="button" class="fold" aria-expanded=${isOpen} @click=${() => this.open(path, !isOpen)}>
        <span aria-hidden="true">${isOpen ? '▾' : '▸'}</span> <span class="punctuation">${isList ? '[' : '{'}</span> ${isOpen ? nothing : kind}
        ${isOpen ? nothing : html`<span class="punctuation">${isList ? ']' : '}'}</span>`}</button>${isOpen
      ? html`<ul>${entries.slice(0, shown).map((name) => html`<li><span class="name">${name}</span><span class="punctuation">: </span>${this.node(value[name], `${path}/${name}`, depth + 1)}</li>`)}
          ${entries.length > shown
            ? html`<li><button type="button" class="quiet small" @click=${() => this.open(`${path}#`, shown + 10 * AT_ONCE)}>${count(entries.length - shown)} more</button></li>`
            : nothing}</ul>`
      : nothing}`;
  }

  open(path, how) {
    this.opened = new Map(this.opened).set(path, how);
  }
}
customElements.define('sw-payload', Payload);

/** A payload with its name: what was left out of it for its size is fetched from the source on request. */
export function payload(value, leftOut, source, pick) {
  return html`<sw-payload .value=${value} .leftOut=${leftOut} .source=${source} .pick=${pick}></sw-payload>`;
}
