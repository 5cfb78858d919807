import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { RefreshingElement } from '../base.js';
import { get, query, runsOf } from '../api.js';
import { follow } from '../live/live.js';
import { parameters, path, setParameters } from '../router.js';
import { absolute, between, count, duration, percent, timeOfId, visible } from '../format.js';
import { bars, partly, percentiles, sum } from '../parts/chart.js';
import {
  from, minutes, search, select, toggles, windowSelect, within,
} from '../parts/filters.js';
import { Burst } from '../parts/burst.js';
import { idsOf } from '../parts/handlers.js';
import { admits, hasEnded, inTurn, leavesGap, merged } from '../parts/merge.js';
import {
  canceller, eventLink, functionLink, lastError, problem, runLink, status, when, wordOf,
} from '../parts/small.js';
import { Walk } from '../parts/walk.js';
import './bulk.js';
import './welcome.js';

const PAGE = 50;
const STATUSES = [
  'queued',
  'running',
  'waiting',
  'retrying',
  'completed',
  'failed',
  'cancelled',
  'skipped',
].map((word) => [word, word]);
const FILTERS = ['status', 'function', 'event', 'text', 'window'];

/** So many runs that a live answer does not name any more stay in sight. */
const MOST_KEPT = 500;

/** So many runs are asked for again at once. */
const MOST_ASKED = 100;

/** What was shown last, by what was asked: whoever comes back finds it. */
const left = new Map();
const MOST_LEFT = 5;

/** The list of runs, live, with what became of them over time. */
class Runs extends RefreshingElement {
  static properties = {
    live: { state: true },
    kept: { state: true },
    functions: { state: true },
    events: { state: true },
    metrics: { state: true },
    error: { state: true },
    chosen: { state: true },
    bulk: { state: true },
  };

  constructor() {
    super();
    this.chosen = new Set();
    this.kept = [];
    this.burst = new Burst(() => this.live, (before, gone) => this.dropAll(before, gone));
  }

  connectedCallback() {
    super.connectedCallback();
    const failed = (error) => { this.error = error; };
    get('api/functions').then((functions) => { this.functions = functions; }, failed);
    get('api/event-names').then((known) => {
      this.events = known.names.map((each) => each.name);
    }, failed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.walk?.stop();
    left.delete(this.asked);
    left.set(this.asked, { items: this.gap ? [] : this.known(), next: this.walk.next });
    if (left.size > MOST_LEFT) {
      left.delete(left.keys().next().value);
    }
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
    this.walk?.stop();
    this.live = null;
    this.kept = [];
    this.gap = null;
    this.burst.stop();
    this.window = parameters().window;
    this.chosen = new Set();
    const walk = new Walk('api/runs', 'runs', this.filter, PAGE, () => this.requestUpdate());
    const known = left.get(asked);
    this.walk = walk;
    this.restored = known?.items.length > 0 ? known.items : null;
    if (this.restored) {
      walk.items = known.items;
      walk.next = known.next;
      this.refreshKept();
    }
    this.begin(walk);
    this.refresh();
  }

  /** A filter that the API refuses is not followed: the first page says what is wrong with it. */
  async begin(walk) {
    const looking = walk.next === undefined ? walk.more() : Promise.resolve();
    await Promise.race([looking, new Promise((after) => { setTimeout(after, 150); })]);
    if (this.walk !== walk || walk.error || !this.isConnected) {
      return;
    }
    this.stop = follow(`runs${query({ ...this.filter, limit: PAGE })}`, {
      snapshot: (runs) => this.begun(runs),
      changed: (run) => {
        this.burst.expect();
        this.live = merged(this.live, [run]);
      },
      gone: (id) => this.burst.drop(id),
    });
  }

  /** All that is followed is told anew: what is not among it any more may be further down. */
  begun(runs) {
    const before = this.live ?? [];
    const ids = new Set(runs.map(({ id }) => id));
    const isGap = leavesGap(this.live ?? this.restored, runs, PAGE);
    this.live = runs;
    if (isGap) {
      this.openGap(runs);
    } else {
      before.filter(({ id }) => !ids.has(id)).forEach((run) => this.keep(run));
    }
  }

  /** Takes the runs off the first page that are gone. */
  dropAll(before, ids) {
    const gone = this.live.filter(({ id }) => ids.has(id));
    const stay = this.live.filter(({ id }) => !ids.has(id));
    const isGap = leavesGap(before, stay, PAGE);
    this.live = stay;
    if (isGap) {
      this.openGap(stay);
    } else {
      gone.forEach((run) => this.keep(run));
    }
  }

  /**
   * More runs came at once than a page has: below the newest are some that are not shown. Those
   * that were shown before are not kept, other than what its reader has looked for.
   */
  openGap(newest) {
    this.kept = [];
    this.gap = newest.at(-1).id;
  }

  /** Looks for what is below the newest runs. */
  closeGap() {
    const walk = new Walk('api/runs', 'runs', this.filter, PAGE, () => this.requestUpdate());
    this.walk.stop();
    walk.next = this.gap;
    this.walk = walk;
    this.gap = null;
    walk.more();
  }

  /**
   * A run leaves the first page because newer ones have come, or because the filter does not admit
   * it any more. One that has ended does not change, so it stays in sight; of others that is asked.
   */
  keep(run) {
    if (hasEnded(run) || !this.filter.status) {
      const kept = merged([run], this.kept);
      this.kept = kept.slice(0, MOST_KEPT);
      if (kept.length > MOST_KEPT) {
        this.gap = this.kept.at(-1).id;
      }
    } else {
      this.unsure = [...(this.unsure ?? []), run].slice(-MOST_ASKED);
      this.asking ??= setTimeout(() => this.refreshKept(), 1_000);
    }
  }

  known() {
    return merged(this.walk?.items ?? [], this.kept, this.live ?? []);
  }

  all() {
    return within(this.window, this.known(), (run) => run.createdAt);
  }

  /** Asks again what has become of runs that are not followed and have not ended. */
  async refreshKept() {
    clearTimeout(this.asking);
    this.asking = null;
    const live = new Set((this.live ?? []).map(({ id }) => id));
    const shown = merged(this.walk.items, this.kept)
      .filter((run) => !hasEnded(run) && !live.has(run.id));
    const unsure = this.unsure ?? [];
    const asked = [...unsure, ...inTurn(shown, this.lastAsked, MOST_ASKED - unsure.length)];
    this.unsure = [];
    if (asked.length === 0) {
      return;
    }
    this.lastAsked = asked.at(-1).id;
    const { walk } = this;
    const ids = [...new Set(asked.map(({ id }) => id))];
    try {
      const runs = await runsOf(ids);
      if (walk === this.walk) {
        this.replace(new Set(ids), runs.filter((run) => admits(this.filter.status, run)));
      }
    } catch {
      // the next time, or the light says why
    }
  }

  replace(ids, runs) {
    this.walk.items = this.walk.items.filter(({ id }) => !ids.has(id));
    this.kept = merged(this.kept.filter(({ id }) => !ids.has(id)), runs).slice(0, MOST_KEPT);
  }

  async refresh() {
    try {
      this.metrics = await get(
        `api/metrics${query({ minutes: minutes(parameters().window, 60) })}`);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.refreshKept();
  }

  isTicking() {
    return this.all().length > 0;
  }

  turn(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.chosen = chosen;
  }

  render() {
    const isFiltered = FILTERS.some((name) => parameters()[name]);
    const all = this.all();
    const isNew = !isFiltered && all.length === 0 && this.walk.isComplete();
    return html`
      <h1>Runs</h1>
      ${this.summary()}
      <div class="filters">
        ${toggles('status', 'Status', STATUSES)}
        ${select('function', 'Function', [
          ['', 'All functions'], ...idsOf(this.functions ?? []).map((id) => [id, visible(id)])])}
        ${select('event', 'Event', [
          ['', 'All events'], ...(this.events ?? []).map((name) => [name, visible(name)])])}
        ${windowSelect()}
        ${search('text', 'Search', 'id or error')}
      </div>
      ${problem(this.error ?? this.walk.error)}
      ${isNew
        ? html`<sw-welcome .functions=${this.functions}></sw-welcome>`
        : this.table(all, isFiltered)}
      ${this.bulk
        ? html`<sw-bulk .action=${this.bulk} .runs=${[...this.chosen]} .filter=${this.changed}
            @close=${() => { this.bulk = null; }}
            @done=${() => { this.chosen = new Set(); }}></sw-bulk>`
        : nothing}`;
  }

  summary() {
    const { metrics } = this;
    if (!metrics) {
      return html`<div class="summary">
        <p class="loading">${this.error ? '' : 'Loading…'}</p></div>`;
    }
    const wanted = parameters().function;
    const functions = metrics.functions.filter((each) => !wanted || each.function === wanted);
    const total = (name) => functions.reduce((whole, each) => whole + each[name], 0);
    const retrying = Object.entries(metrics.retrying)
      .filter(([id]) => !wanted || id === wanted)
      .reduce((whole, [, number]) => whole + number, 0);
    const ended = total('completed') + total('failed');
    const only = functions.length === 1 ? functions[0] : null;
    const number = (value, title, name = '') => html`<div class=${name}>
      <strong>${value}</strong><span>${title}</span></div>`;
    return html`<section class="summary"
      aria-label="Runs created in the last ${metrics.minutes} minutes">
      <div class="numbers">
        ${number(`${count(total('created'))}${metrics.complete ? '' : '+'}`,
          `runs in ${duration(metrics.minutes * 60_000)}`)}
        ${number(percent(total('completed'), ended), 'succeeded')}
        ${number(count(total('failed')), 'failed', total('failed') > 0 ? 'bad' : '')}
        ${number(count(retrying), 'retrying now', retrying > 0 ? 'amber' : '')}
        ${number(count(total('live')), 'live')}
        ${only
          ? html`<div class="wide"><span>duration</span>${percentiles(only.duration)}
              <span>queueing</span>${percentiles(only.queueing)}</div>`
          : nothing}
      </div>
      ${bars(sum(functions), {
        from: metrics.from,
        to: metrics.to,
        bucketSeconds: metrics.bucketSeconds,
        label: `${total('created')} runs over time, ${total('failed')} failed`,
      })}
      ${partly(metrics)}
    </section>`;
  }

  table(all, isFiltered) {
    return html`
      ${this.actions()}
      ${all.length === 0
        ? nothing
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Runs">
            <table class="runs cards">
            <thead><tr><th scope="col"><span class="visually-hidden">Selected</span></th>
              <th scope="col">Status</th><th scope="col">Function</th><th scope="col">Run</th>
              <th scope="col">Event</th><th scope="col">Created</th>
              <th scope="col">Queued for</th><th scope="col">Duration</th>
              <th scope="col">Error or cause</th></tr></thead>
            <tbody>${repeat(this.withGap(all), ({ id }) => id, (run) => this.row(run))}</tbody>
            </table></div>`}
      ${this.rest(all, isFiltered)}`;
  }

  actions() {
    const which = this.chosen.size > 0 ? 'selected' : 'all that match';
    return html`<div class="actions">
      <span role="status">${this.chosen.size > 0
        ? `${count(this.chosen.size)} selected`
        : ''}</span>
      ${this.chosen.size > 0
        ? html`<button type="button" class="quiet small"
            @click=${() => { this.chosen = new Set(); }}>Clear selection</button>`
        : nothing}
      <button type="button" class="small"
        @click=${() => this.change('cancel')}>Cancel ${which} …</button>
      <button type="button" class="small"
        @click=${() => this.change('rerun')}>Rerun ${which} …</button></div>`;
  }

  /** Begins a change of many runs, of those that match by now. */
  change(action) {
    this.changed = this.wanted();
    this.bulk = action;
  }

  /**
   * What is below the list: how far the search is, what can be done next, or that there is no more.
   */
  rest(all, isFiltered) {
    const { walk } = this;
    const clear = () => setParameters(Object.fromEntries(FILTERS.map((name) => [name, ''])));
    if (walk.isLooking) {
      return html`<p class="looking" role="status">${walk.next
        ? html`Searching older runs: back to ${absolute(timeOfId(walk.next))}…
            <button type="button" class="small" @click=${() => walk.stop()}>Stop</button>`
        : 'Loading…'}</p>`;
    } else if (walk.isComplete()) {
      return all.length === 0 && isFiltered
        ? html`<p class="empty">No runs match these filters.
            <button type="button" class="small" @click=${clear}>Clear filters</button></p>`
        : nothing;
    }
    return html`<p class="looking">${all.length === 0
      ? html`No match so far${walk.next ? `, back to ${absolute(timeOfId(walk.next))}` : ''}. `
      : nothing}<button type="button" @click=${() => walk.more()}>${walk.error
      ? 'Search again'
      : all.length < PAGE ? 'Search older runs' : 'Older runs'}</button></p>`;
  }

  /** The runs, with an entry of its own where some are not shown. */
  withGap(all) {
    if (!this.gap) {
      return all;
    }
    const below = all.filter(({ id }) => id < this.gap);
    return [...all.slice(0, all.length - below.length), { id: 'gap' }, ...below];
  }

  row(run) {
    if (run.id === 'gap') {
      return html`<tr class="gap"><td colspan="9">Many runs arrived at once: some between these
        are not shown. <button type="button" class="small"
        @click=${() => this.closeGap()}>Show them</button></td></tr>`;
    }
    const queued = run.startedAt || !run.endedAt ? between(run.createdAt, run.startedAt) : null;
    const took = run.startedAt ? between(run.startedAt, run.endedAt) : null;
    return html`<tr class=${wordOf(run)}>
      <td><input type="checkbox" aria-label="Select run ${run.id}"
        .checked=${this.chosen.has(run.id)} @change=${() => this.turn(run.id)}></td>
      <td>${status(wordOf(run))}</td>
      <td class="name">${functionLink(run.function)}</td>
      <td data-label="Run">${runLink(run.id)}</td>
      <td data-label="Event">${eventLink(run.event)}</td>
      <td data-label="Created">${when(run.createdAt)}</td>
      <td class="number" data-label="Queued for">${duration(queued)}</td>
      <td class="number" data-label="Duration">${duration(took)}</td>
      <td class="says">${says(run)}</td></tr>`;
  }
}
customElements.define('sw-runs', Runs);

function says(run) {
  if (run.error || run.retry) {
    return lastError(run);
  } else if (run.cancelledBy) {
    return html`cancelled by ${canceller(run)}`;
  } else if (run.status === 'waiting' && run.dueAt) {
    return html`continues ${when(run.dueAt)}`;
  } else if (run.rerunOf) {
    return html`rerun of ${runLink(run.rerunOf)}`;
  }
  return nothing;
}
