import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { RefreshingElement } from '../base.js';
import { follow, get, query } from '../api.js';
import { parameters, path, setParameters } from '../router.js';
import { between, count, duration, percent } from '../format.js';
import { bars, percentiles, sum } from '../parts/chart.js';
import { from, minutes, search, select, toggles, windowSelect } from '../parts/filters.js';
import { canceller, eventLink, functionLink, problem, runLink, status, when } from '../parts/small.js';
import './bulk.js';
import './welcome.js';

const PAGE = 50;
const LIVE_MOST = 200;
const MOST_EMPTY = 20;
const STATUSES = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'].map((word) => [word, word]);

/** The list of runs, live, with what became of them over time. */
class Runs extends RefreshingElement {
  static properties = {
    runs: { state: true },
    older: { state: true },
    functions: { state: true },
    events: { state: true },
    metrics: { state: true },
    error: { state: true },
    chosen: { state: true },
    bulk: { state: true },
    next: { state: true },
    isLooking: { state: true },
  };

  constructor() {
    super();
    this.chosen = new Set();
    this.older = [];
  }

  connectedCallback() {
    super.connectedCallback();
    get('api/functions').then((functions) => { this.functions = functions; }, (error) => { this.error = error; });
    get('api/event-names').then((known) => { this.events = known.names.map((each) => each.name); }, (error) => { this.error = error; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  isShown() {
    return path() === '/' || path() === '/runs';
  }

  /** What the address asks for, as the API understands it. */
  wanted() {
    const { function: functionId, status: statuses, text, event, window } = parameters();
    return { function: functionId, status: statuses, text, event, from: from(window) };
  }

  load() {
    const asked = JSON.stringify(parameters());
    if (asked === this.asked) {
      return;
    }
    this.asked = asked;
    this.filter = this.wanted();
    this.stop?.();
    this.runs = null;
    this.older = [];
    this.next = undefined;
    this.chosen = new Set();
    this.stop = follow(`api/live/runs${query({ ...this.filter, limit: PAGE })}`, {
      snapshot: (runs) => { this.runs = runs; },
      changed: (run) => this.change(run),
      gone: (id) => this.drop(id),
    });
    get(`api/runs${query({ ...this.filter, limit: PAGE })}`).then((page) => { this.next = page.next; }, (error) => { this.error = error; });
    this.refresh();
  }

  change(run) {
    const at = this.runs.findIndex((each) => each.id === run.id);
    this.runs = at >= 0
      ? this.runs.with(at, run)
      : [...this.runs, run].sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** A run that newer ones have pushed out of the first page stays in sight, below. */
  drop(id) {
    const gone = this.runs.find((run) => run.id === id);
    const rest = this.runs.filter((run) => run.id !== id);
    const isPushedOut = gone && rest.length > 0 && gone.id < rest[rest.length - 1].id && rest.length + this.older.length < LIVE_MOST;
    this.runs = rest;
    if (isPushedOut) {
      this.older = [gone, ...this.older];
    }
  }

  async refresh() {
    try {
      this.metrics = await get(`api/metrics${query({ minutes: minutes(parameters().window, 60) })}`);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** Looks further back. Where a filter admits few, a page may be empty, and not be the last. */
  async loadOlder() {
    this.isLooking = true;
    try {
      let found = [];
      for (let pages = 0; found.length === 0 && this.next && pages < MOST_EMPTY; pages++) {
        const page = await get(`api/runs${query({ ...this.filter, limit: PAGE, before: this.next })}`);
        found = page.runs.filter((run) => this.older.every((known) => known.id !== run.id));
        this.next = page.next;
      }
      this.older = [...this.older, ...found];
    } catch (error) {
      this.error = error;
    }
    this.isLooking = false;
  }

  isTicking() {
    return this.runs?.length > 0;
  }

  turn(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.chosen = chosen;
  }

  render() {
    const isFiltered = Object.values(this.wanted()).some((value) => value);
    const all = [...(this.runs ?? []), ...this.older];
    return html`
      <h1>Runs</h1>
      ${this.summary()}
      <div class="filters">
        ${toggles('status', 'Status', STATUSES)}
        ${select('function', 'Function', [['', 'All functions'], ...(this.functions ?? []).map(({ id }) => [id, id])])}
        ${select('event', 'Event', [['', 'All events'], ...(this.events ?? []).map((name) => [name, name])])}
        ${windowSelect()}
        ${search('text', 'Search', 'id or error')}
      </div>
      ${problem(this.error)}
      ${this.runs === null
        ? html`<p class="loading">Looking …</p>`
        : all.length > 0 || isFiltered
          ? this.table(all)
          : html`<sw-welcome .functions=${this.functions}></sw-welcome>`}
      ${this.bulk
        ? html`<sw-bulk .action=${this.bulk} .runs=${[...this.chosen]} .filter=${this.filter}
            @close=${() => { this.bulk = null; }} @done=${() => { this.chosen = new Set(); }}></sw-bulk>`
        : nothing}`;
  }

  summary() {
    const { metrics } = this;
    if (!metrics) {
      return html`<div class="summary"></div>`;
    }
    const wanted = parameters().function;
    const functions = metrics.functions.filter((each) => !wanted || each.function === wanted);
    const total = (name) => functions.reduce((whole, each) => whole + each[name], 0);
    const ended = total('completed') + total('failed');
    const only = functions.length === 1 ? functions[0] : null;
    return html`<section class="summary" aria-label="Runs created in the last ${metrics.minutes} minutes">
      <div class="numbers">
        <div><strong>${count(total('created'))}${metrics.complete ? '' : '+'}</strong><span>runs in ${duration(metrics.minutes * 60_000)}</span></div>
        <div><strong>${percent(total('completed'), ended)}</strong><span>succeeded</span></div>
        <div class=${total('failed') > 0 ? 'bad' : ''}><strong>${count(total('failed'))}</strong><span>failed</span></div>
        <div><strong>${count(total('live'))}</strong><span>not ended</span></div>
        ${only ? html`<div class="wide"><span>duration</span>${percentiles(only.duration)}<span>queueing</span>${percentiles(only.queueing)}</div>` : nothing}
      </div>
      ${bars(sum(functions), { from: metrics.from, to: metrics.to, bucketSeconds: metrics.bucketSeconds, label: `${total('created')} runs over time, ${total('failed')} failed` })}
    </section>`;
  }

  table(all) {
    return html`
      <div class="actions">
        <span role="status">${this.chosen.size > 0 ? `${count(this.chosen.size)} chosen` : ''}</span>
        ${this.chosen.size > 0 ? html`<button type="button" class="quiet small" @click=${() => { this.chosen = new Set(); }}>none</button>` : nothing}
        <button type="button" class="small" @click=${() => { this.bulk = 'cancel'; }}>Cancel ${this.chosen.size > 0 ? 'chosen' : 'all that match'} …</button>
        <button type="button" class="small" @click=${() => { this.bulk = 'rerun'; }}>Rerun ${this.chosen.size > 0 ? 'chosen' : 'all that match'} …</button>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Runs">
      <table class="runs">
        <thead><tr><th scope="col"><span class="visually-hidden">Chosen</span></th><th scope="col">Status</th><th scope="col">Function</th><th scope="col">Run</th>
          <th scope="col">Event</th><th scope="col">Created</th><th scope="col">Queued for</th><th scope="col">Took</th><th scope="col">What it says</th></tr></thead>
        <tbody>${repeat(all, (run) => run.id, (run) => this.row(run))}</tbody>
      </table></div>
      ${all.length === 0 ? html`<p class="empty">No run is like that. <button type="button" class="small" @click=${() => setParameters({ status: '', function: '', event: '', text: '', window: '' })}>Show all</button></p>` : nothing}
      ${this.next ? html`<p><button type="button" ?disabled=${this.isLooking} @click=${this.loadOlder}>${this.isLooking ? 'Looking further back …' : all.length < PAGE ? 'Look further back' : 'Older runs'}</button></p>` : nothing}`;
  }

  row(run) {
    return html`<tr class=${run.status}>
      <td><input type="checkbox" aria-label="Choose run ${run.id}" .checked=${this.chosen.has(run.id)} @change=${() => this.turn(run.id)}></td>
      <td>${status(run.status)}</td>
      <td>${functionLink(run.function)}</td>
      <td>${runLink(run.id)}</td>
      <td>${eventLink(run.event)}</td>
      <td>${when(run.createdAt)}</td>
      <td class="number">${duration(run.startedAt || !run.endedAt ? between(run.createdAt, run.startedAt) : null)}</td>
      <td class="number">${duration(run.startedAt ? between(run.startedAt, run.endedAt) : null)}</td>
      <td class="says">${says(run)}</td></tr>`;
  }
}
customElements.define('sw-runs', Runs);

function says(run) {
  if (run.error) {
    return html`<span title=${run.error.message ?? ''}>${run.error.step ? html`<span class="mono">${run.error.step}</span>: ` : nothing}${run.error.message ?? run.error.type}</span>`;
  } else if (run.cancelledBy) {
    return html`cancelled by ${canceller(run)}`;
  } else if (run.status === 'waiting' && run.dueAt) {
    return html`goes on ${when(run.dueAt)}`;
  } else if (run.rerunOf) {
    return html`repeats ${runLink(run.rerunOf)}`;
  }
  return nothing;
}
