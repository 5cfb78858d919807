import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { RefreshingElement } from '../base.js';
import { follow, get, query } from '../api.js';
import { parameters, path, segment, setParameters } from '../router.js';
import { payload } from '../parts/payload.js';
import { from, search, select, windowSelect } from '../parts/filters.js';
import { eventLink, functionLink, problem, runLink, status, when } from '../parts/small.js';

const PAGE = 50;
const MOST_EMPTY = 20;

/** The stream of events, with what each started. */
class Events extends RefreshingElement {
  static properties = {
    events: { state: true },
    older: { state: true },
    names: { state: true },
    next: { state: true },
    isLooking: { state: true },
    opened: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.opened = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    get('api/event-names').then((known) => { this.names = known.names; }, (error) => { this.error = error; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  isShown() {
    return path() === '/events';
  }

  /** The list is followed: there is nothing to ask again. */
  refresh() {}

  load() {
    const asked = JSON.stringify(parameters());
    if (asked === this.asked) {
      return;
    }
    this.asked = asked;
    const { name, text, window } = parameters();
    this.filter = { name, text, from: from(window) };
    this.stop?.();
    this.events = null;
    this.older = [];
    this.next = undefined;
    this.stop = follow(`api/live/events${query({ ...this.filter, limit: PAGE })}`, {
      snapshot: (events) => { this.events = events; },
      changed: (event) => this.change(event),
      gone: (id) => this.drop(id),
    });
    get(`api/events${query({ ...this.filter, limit: PAGE })}`).then((page) => { this.next = page.next; }, (error) => { this.error = error; });
  }

  change(event) {
    const at = this.events.findIndex((each) => each.id === event.id);
    this.events = at >= 0
      ? this.events.with(at, event)
      : [event, ...this.events].sort((one, other) => (one.acceptedAt < other.acceptedAt ? 1 : one.acceptedAt > other.acceptedAt ? -1 : one.id < other.id ? 1 : -1));
  }

  drop(id) {
    const gone = this.events.find((event) => event.id === id);
    this.events = this.events.filter((event) => event.id !== id);
    if (gone && this.older.length < PAGE) {
      this.older = [gone, ...this.older];
    }
  }

  /** Looks further back. Where a filter admits few, a page may be empty, and not be the last. */
  async loadOlder() {
    this.isLooking = true;
    try {
      let found = [];
      for (let pages = 0; found.length === 0 && this.next && pages < MOST_EMPTY; pages++) {
        const page = await get(`api/events${query({ ...this.filter, limit: PAGE, before: this.next })}`);
        found = page.events.filter((event) => this.older.every((known) => known.id !== event.id));
        this.next = page.next;
      }
      this.older = [...this.older, ...found];
    } catch (error) {
      this.error = error;
    }
    this.isLooking = false;
  }

  turn(id) {
    const opened = new Set(this.opened);
    if (!opened.delete(id)) {
      opened.add(id);
    }
    this.opened = opened;
  }

  render() {
    const all = [...(this.events ?? []), ...(this.older ?? [])];
    const names = new Set([...(this.names ?? []).map((each) => each.name), ...(parameters().name ? [parameters().name] : [])]);
    return html`<h1>Events</h1>
      <div class="filters">
        ${select('name', 'Name', [['', 'All names'], ...[...names].map((name) => [name, name])])}
        ${windowSelect()}
        ${search('text', 'Search', 'id or payload')}
      </div>
      ${problem(this.error)}
      ${this.events === null
        ? html`<p class="loading">Looking …</p>`
        : all.length === 0
          ? html`<section class="empty"><p>${Object.values(this.filter).some((value) => value) ? 'No event is like that.' : 'No event has come yet.'}</p>
              ${Object.values(this.filter).some((value) => value)
                ? html`<button type="button" class="small" @click=${() => setParameters({ name: '', text: '', window: '' })}>Show all</button>`
                : html`<button type="button" class="primary" @click=${() => this.dispatchEvent(new CustomEvent('sw-send', { bubbles: true }))}>Send one</button>`}</section>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="Events"><table class="events">
              <thead><tr><th scope="col"><span class="visually-hidden">Payload</span></th><th scope="col">Name</th><th scope="col">Id</th><th scope="col">Accepted</th><th scope="col">Started</th></tr></thead>
              <tbody>${repeat(all, (event) => event.id, (event) => this.row(event))}</tbody></table></div>
`}
      ${this.next ? html`<p><button type="button" ?disabled=${this.isLooking} @click=${this.loadOlder}>${this.isLooking ? 'Looking further back …' : all.length < PAGE ? 'Look further back' : 'Older events'}</button></p>` : nothing}`;
  }

  row(event) {
    const isOpen = this.opened.has(event.id);
    return html`<tr>
        <td><button type="button" class="quiet" aria-expanded=${isOpen} aria-label="Payload of ${event.id}" @click=${() => this.turn(event.id)}>${isOpen ? '▾' : '▸'}</button></td>
        <td class="mono"><a href="events?name=${encodeURIComponent(event.name)}">${event.name}</a></td>
        <td>${eventLink(event.id)}</td>
        <td>${when(event.acceptedAt)}</td>
        <td>${event.runs.length === 0 ? html`<span class="quiet-text">nothing</span>` : event.runs.map((run) => html`<span class="started">${functionLink(run.function)} ${runLink(run.id)} ${status(run.status)}</span> `)}</td></tr>
      ${isOpen ? html`<tr class="opened"><td></td><td colspan="4">${payload(event.data, event.dataLeftOut, `api/events/${segment(event.id)}`, (whole) => whole.data)}</td></tr>` : nothing}`;
  }
}
customElements.define('sw-events', Events);
