import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { RefreshingElement } from '../base.js';
import { get, query } from '../api.js';
import { absolute, count, visible } from '../format.js';
import { follow } from '../live/live.js';
import { eventSource, parameters, path, setParameters } from '../router.js';
import { payload } from '../parts/payload.js';
import { Burst } from '../parts/burst.js';
import { from, search, select, windowSelect, within } from '../parts/filters.js';
import { leavesGap } from '../parts/merge.js';
import {
  eventLink, functionLink, problem, runLink, status, when, wordOf,
} from '../parts/small.js';
import { Walk } from '../parts/walk.js';

const PAGE = 50;
const MOST_KEPT = 500;
const FILTERS = ['name', 'text', 'window'];
const left = new Map();
const MOST_LEFT = 5;

function newestFirst(one, other) {
  if (one.acceptedAt === other.acceptedAt) {
    return one.id < other.id ? 1 : -1;
  }
  return one.acceptedAt < other.acceptedAt ? 1 : -1;
}

function merged(...lists) {
  const all = new Map();
  lists.flat().forEach((event) => all.set(event.id, event));
  return [...all.values()].sort(newestFirst);
}

/** The stream of events, with the runs that each started. */
class Events extends RefreshingElement {
  static properties = {
    live: { state: true },
    kept: { state: true },
    names: { state: true },
    opened: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.opened = new Set();
    this.kept = [];
    this.burst = new Burst(() => this.live, (before, gone) => this.dropAll(before, gone));
  }

  connectedCallback() {
    super.connectedCallback();
    get('api/event-names').then(
      (known) => { this.names = known.names; },
      (error) => { this.error = error; },
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.walk.stop();
    left.delete(this.asked);
    left.set(this.asked, { items: this.gap ? [] : this.known(), next: this.walk.next });
    if (left.size > MOST_LEFT) {
      left.delete(left.keys().next().value);
    }
  }

  isShown() {
    return path() === '/events';
  }

  /** The list is live, so it needs no polling. */
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
    this.walk?.stop();
    this.live = null;
    this.kept = [];
    this.gap = null;
    this.burst.stop();
    this.window = window;
    this.walk = new Walk('api/events', 'events', this.filter, PAGE, () => this.requestUpdate());
    const known = left.get(asked);
    this.restored = known?.items.length > 0 ? known.items : null;
    if (this.restored) {
      this.walk.items = known.items;
      this.walk.next = known.next;
    }
    this.begin(this.walk);
  }

  /** A rejected filter is not followed: the first page shows its error. */
  async begin(walk) {
    const looking = walk.next === undefined ? walk.more() : Promise.resolve();
    await Promise.race([looking, new Promise((after) => { setTimeout(after, 150); })]);
    if (this.walk !== walk || walk.error || !this.isConnected) {
      return;
    }
    this.stop = follow(`events${query({ ...this.filter, limit: PAGE })}`, {
      snapshot: (events) => this.begun(events),
      changed: (event) => {
        this.burst.expect();
        this.live = merged(this.live, [event]);
      },
      gone: (id) => this.burst.drop(id),
    });
  }

  begun(events) {
    this.settle(this.live ?? this.restored, this.live ?? [], events);
  }

  /** Takes the events off the first page that are gone. */
  dropAll(before, ids) {
    const stay = this.live.filter(({ id }) => !ids.has(id));
    const pushed = this.live.filter(({ id }) => ids.has(id));
    this.settle(before, pushed, stay);
  }

  /**
   * Takes the newest events. Events do not change: those that newer ones have pushed off the first
   * page stay visible, unless some between them and the newest are missing.
   */
  settle(before, pushed, newest) {
    if (leavesGap(before, newest, PAGE)) {
      this.kept = [];
      this.gap = newest.at(-1);
    } else {
      const kept = merged(this.kept, pushed);
      this.kept = kept.slice(0, MOST_KEPT);
      if (kept.length > MOST_KEPT) {
        this.gap = this.kept.at(-1);
      }
    }
    this.live = newest;
  }

  /** Looks for what is below the newest events. */
  closeGap() {
    this.walk.stop();
    this.walk = new Walk('api/events', 'events', this.filter, PAGE, () => this.requestUpdate());
    this.walk.next = `${this.gap.acceptedAt}/${this.gap.id}`;
    this.gap = null;
    this.walk.more();
  }

  /** The events, with an entry of its own where some are not shown. */
  withGap(all) {
    if (!this.gap) {
      return all;
    }
    const below = all.filter(
      (event) => event.id !== this.gap.id && newestFirst(this.gap, event) < 0);
    return [...all.slice(0, all.length - below.length), { isGap: true, id: '' }, ...below];
  }

  known() {
    return merged(this.walk?.items ?? [], this.kept, this.live ?? []);
  }

  all() {
    return within(this.window, this.known(), (event) => event.acceptedAt);
  }

  turn(id) {
    const opened = new Set(this.opened);
    if (!opened.delete(id)) {
      opened.add(id);
    }
    this.opened = opened;
  }

  isTicking() {
    return this.all().length > 0;
  }

  render() {
    const all = this.all();
    const names = (this.names ?? []).map(({ name }) => [name, visible(name)]);
    return html`<h1>Events</h1>
      <div class="filters">
        ${select('name', 'Name', [['', 'All names'], ...names])}
        ${windowSelect({ label: 'Accepted' })}
        ${search('text', 'Search', 'id or payload')}
      </div>
      ${problem(this.error ?? this.walk.error)}
      ${all.length === 0 ? nothing : this.table(all)}
      ${this.rest(all)}
      ${this.walk.unsearched > 0
        ? html`<p class="note">${count(this.walk.unsearched)} payloads are too large to be searched;
            their ids were.</p>`
        : nothing}`;
  }

  table(all) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Events">
      <table class="events cards">
      <thead><tr><th scope="col"><span class="visually-hidden">Payload</span></th>
        <th scope="col">Name</th><th scope="col">Id</th><th scope="col">Accepted</th>
        <th scope="col">Started runs</th></tr></thead>
      <tbody>${repeat(this.withGap(all), (event) => event.id, (event) => this.row(event))}</tbody>
      </table></div>`;
  }

  /**
   * The end of the list: progress of the search, next actions, or that there are no more events.
   */
  rest(all) {
    const { walk } = this;
    if (walk.isLooking) {
      return html`<p class="looking" role="status">${walk.next
        ? html`Searching older events: back to ${absolute(walk.next.split('/')[0])}…
            <button type="button" class="small" @click=${() => walk.stop()}>Stop</button>`
        : 'Loading…'}</p>`;
    } else if (walk.isComplete()) {
      return all.length === 0 ? this.none() : nothing;
    }
    return html`<p class="looking">${all.length === 0 ? 'No match so far. ' : nothing}
      <button type="button" @click=${() => walk.more()}>${walk.error
        ? 'Search again'
        : all.length < PAGE ? 'Search older events' : 'Older events'}</button></p>`;
  }

  none() {
    const clear = () => setParameters(Object.fromEntries(FILTERS.map((name) => [name, ''])));
    const send = () => this.dispatchEvent(new CustomEvent('sw-send', { bubbles: true }));
    return FILTERS.some((name) => parameters()[name])
      ? html`<p class="empty">No events match these filters.
          <button type="button" class="small" @click=${clear}>Clear filters</button></p>`
      : html`<section class="empty"><p>No events yet.</p>
          <button type="button" class="primary" @click=${send}>Send event</button></section>`;
  }

  row(event) {
    if (event.isGap) {
      return html`<tr class="gap"><td colspan="5">Many events arrived at once: some between these
        are not shown. <button type="button" class="small"
        @click=${() => this.closeGap()}>Show them</button></td></tr>`;
    }
    const isOpen = this.opened.has(event.id);
    const address = eventSource(event.id);
    return html`<tr>
        <td><button type="button" class="quiet" aria-expanded=${isOpen}
          aria-label="Payload of ${visible(event.id)}"
          @click=${() => this.turn(event.id)}>${isOpen ? '▾' : '▸'}</button></td>
        <td class="mono name"><a class="long" title=${visible(event.name)}
          href="events?name=${encodeURIComponent(event.name)}">${visible(event.name)}</a></td>
        <td data-label="Id">${eventLink(event.id)}</td>
        <td data-label="Accepted">${when(event.acceptedAt)}</td>
        <td data-label="Started">${event.runs.length === 0
          ? html`<span class="quiet-text">nothing</span>`
          : event.runs.map((run) => html`<span class="started">${functionLink(run.function)}
              ${runLink(run.id)} ${status(wordOf(run))}</span> `)}</td></tr>
      ${isOpen
        ? html`<tr class="opened"><td></td><td colspan="4">${payload(
            event.data, event.dataLeftOut, address, (whole) => whole.data)}</td></tr>`
        : nothing}`;
  }
}
customElements.define('sw-events', Events);
