import { html, nothing, svg } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, query } from '../api.js';
import { parameters, path } from '../router.js';
import { count, duration, percent, visible } from '../format.js';
import { bars, partly } from '../parts/chart.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { handled, withHandlers } from '../parts/handlers.js';
import { functionLink, problem, when } from '../parts/small.js';
import './welcome.js';

/** The metrics of a function without runs. */
export const NONE = {
  created: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  skipped: 0,
  live: 0,
  duration: {},
  queueing: {},
  buckets: [],
};

/** From this part of failed runs on, a function is not healthy. */
const MOST_FAILED = 0.05;

/** Drawn, for not every font has the character. */
const CLOCK = html`<svg class="icon" viewBox="0 0 16 16" width="12" height="12"
  aria-hidden="true">${svg`
  <circle cx="8" cy="8" r="6"></circle><path d="M8 4.500V8l2.500 1.500"></path>`}</svg>`;

/**
 * Whether a function is healthy: in words, and as a class.
 *
 * @param retrying how many of its runs attempt a step again
 */
export function health(known, metrics, retrying) {
  if (known.pausedAt) {
    return ['paused', 'paused'];
  } else if (known.replacedBy) {
    return ['replaced', 'cancelled'];
  } else if (known.workers === 0) {
    return ['no worker', 'failed'];
  }
  const ended = metrics.completed + metrics.failed;
  if (ended > 0 && metrics.failed / ended > MOST_FAILED) {
    return [`${percent(metrics.failed, ended)} failed`, 'failed'];
  } else if (retrying > 0) {
    return [`${count(retrying)} retrying`, 'retrying'];
  }
  return metrics.failed > 0
    ? [`${count(metrics.failed)} failed`, 'retrying']
    : ['healthy', 'completed'];
}

/** What starts a function. */
export function triggers(known) {
  return html`${known.events.map((name) => html`<span class="tag mono">${visible(name)}</span> `)}${
    known.condition === null ? nothing : html`if <span class="mono">${known.condition}</span>`}${
    known.crons.map((cron) => html`<span class="tag mono" title=${cron.timeZone}>${CLOCK}
      <span class="visually-hidden">cron </span>${cron.expression}</span> `)}`;
}

/** How many runs of a function, and of its handlers, attempt a step again. */
export function retryingOf(metrics, id) {
  return withHandlers(id).reduce((sum, each) => sum + (metrics.retrying[each] ?? 0), 0);
}

const COLUMNS = [
  'Function',
  'Health',
  'Started by',
  'Runs',
  'Succeeded',
  'p50',
  'p95',
  'Over time',
];

/** All functions, with how they do. */
class Functions extends RefreshingElement {
  static properties = {
    functions: { state: true },
    metrics: { state: true },
    error: { state: true },
  };

  isShown() {
    return path() === '/functions';
  }

  async load() {
    try {
      [this.functions, this.metrics] = await Promise.all([
        get('api/functions'),
        get(`api/metrics${query({ minutes: minutes(parameters().window ?? '1h') })}`),
      ]);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="page-head"><h1>Functions</h1>
        <div class="filters">${windowSelect({ any: false, usual: '1h', label: 'Runs of' })}</div>
      </header>
      ${problem(this.error)}
      ${!this.functions
        ? html`<p class="loading">${this.error ? '' : 'Loading…'}</p>`
        : this.functions.length === 0
          ? html`<sw-welcome .functions=${[]}></sw-welcome>`
          : this.table()}`;
  }

  /** Handlers are shown with the function whose runs they handle. */
  table() {
    const ids = new Set(this.functions.map(({ id }) => id));
    const shown = this.functions.filter(({ id }) => handled(id) === id || !ids.has(handled(id)));
    return html`${partly(this.metrics)}
      <div class="scroll" tabindex="0" role="region" aria-label="Functions">
      <table class="functions cards">
      <thead><tr>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${shown.map((known) => this.row(known))}</tbody></table></div>`;
  }

  row(known) {
    const { from, to, bucketSeconds, functions } = this.metrics;
    const metrics = functions.find((each) => each.function === known.id) ?? NONE;
    const [word, name] = health(known, metrics, retryingOf(this.metrics, known.id));
    const ended = metrics.completed + metrics.failed;
    return html`<tr>
      <td class="name">${functionLink(known.id)}</td>
      <td data-label="Health"><span class="status ${name}"><span class="sign"
        aria-hidden="true">●</span>${word}</span>${known.pausedAt
        ? html` ${when(known.pausedAt)}`
        : nothing}</td>
      <td class="triggers" data-label="Started by">${triggers(known)}</td>
      <td class="number" data-label="Runs"><a
        href="runs?function=${encodeURIComponent(known.id)}">${count(metrics.created)}</a></td>
      <td class="number" data-label="Succeeded">${percent(metrics.completed, ended)}</td>
      <td class="number" data-label="p50">${duration(metrics.duration.p50)}</td>
      <td class="number" data-label="p95">${duration(metrics.duration.p95)}</td>
      <td class="spark">${bars(metrics.buckets, {
        from,
        to,
        bucketSeconds,
        height: 24,
        label: `${metrics.created} runs over time, ${metrics.failed} failed`,
      })}</td></tr>`;
  }
}
customElements.define('sw-functions', Functions);
