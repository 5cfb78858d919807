import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, post, query, runsOf } from '../api.js';
import { go, listAddress, parameters, segment } from '../router.js';
import { absolute, between, count, duration, percent, timeOfId, visible } from '../format.js';
import { bars, partly, percentiles } from '../parts/chart.js';
import { confirm } from '../parts/confirm.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { stepGraph } from '../parts/graph.js';
import { stepIds } from '../parts/match.js';
import { ON_CANCEL, ON_FAILURE } from '../parts/handlers.js';
import { hasEnded, merged } from '../parts/merge.js';
import {
  functionLink, lastError, problem, runLink, status, when, wordOf,
} from '../parts/small.js';
import { Walk } from '../parts/walk.js';
import { NONE, health, retryingOf, triggers } from './functions.js';

const LATEST = 8;

/** A function: what starts it, its limits, its step graph and how it does. */
class FunctionView extends RefreshingElement {
  static properties = {
    functionId: { attribute: false },
    known: { state: true },
    metrics: { state: true },
    latest: { state: true },
    error: { state: true },
    isBusy: { state: true },
    isRetiring: { state: true },
  };

  disconnectedCallback() {
    super.disconnectedCallback();
    this.walk?.stop();
  }

  async load() {
    const id = this.functionId;
    this.walk ??= this.search(id);
    try {
      const window = minutes(parameters().window ?? '1h');
      const [known, metrics, page] = await Promise.all([
        get(`api/functions/${segment(id)}`),
        get(`api/metrics${query({ minutes: window })}`),
        get(`api/runs${query({ function: id, limit: LATEST })}`),
      ]);
      this.known = known;
      this.metrics = metrics;
      this.latest = page.runs;
      this.followed = await this.ask();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** Its latest runs may be far below those of other functions. */
  search(id) {
    const walk = new Walk('api/runs', 'runs', { function: id }, LATEST, () => this.requestUpdate());
    walk.more();
    return walk;
  }

  /** What has become of the runs that were found further down. */
  async ask() {
    const ids = this.walk.items.filter((run) => !hasEnded(run)).map(({ id }) => id);
    return ids.length > 0 ? runsOf(ids) : [];
  }

  async turn() {
    this.isBusy = true;
    try {
      const action = this.known.pausedAt ? 'resume' : 'pause';
      await post(`api/functions/${segment(this.functionId)}/${action}`);
      await this.load();
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  async retire() {
    this.isBusy = true;
    this.isRetiring = false;
    try {
      await post(`api/functions/${segment(this.functionId)}/retire`);
      go('functions');
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  retirement({ id, waitingRuns }) {
    const runs = waitingRuns === 1 ? 'its waiting run' : `its ${count(waitingRuns)} waiting runs`;
    return confirm({
      heading: 'Retire this function?',
      content: html`<p>No worker executes <strong>${visible(id)}</strong>. Retiring it deletes its
          schedules${waitingRuns > 0
            ? html` and cancels <strong>${runs}</strong>`
            : nothing}. Events no longer start it.</p>
        <p>Runs that have ended stay stored. If a worker registers the function again, it is
          active again; cancelled runs stay cancelled.</p>`,
      verb: 'Retire function',
      keep: 'Keep it',
      isDanger: true,
      isBusy: this.isBusy,
    }, () => this.retire(), () => { this.isRetiring = false; });
  }

  render() {
    if (!this.known) {
      return this.error
        ? html`<h1>Function</h1>${problem(this.error)}`
        : html`<p class="loading">Loading…</p>`;
    }
    const { known } = this;
    const metrics = this.metrics.functions.find((each) => each.function === known.id) ?? NONE;
    return html`
      ${this.head(known, metrics)}
      ${this.isRetiring ? this.retirement(known) : nothing}
      ${problem(this.error)}
      ${this.notices(known)}
      ${this.summary(metrics)}
      <div class="run-panes two-columns">
        <section class="pane" aria-labelledby="graph-heading"><h2 id="graph-heading">Step graph</h2>
          ${stepGraph(known.graph, null, '', null)}</section>
        <div class="stack">
          <section class="pane" aria-labelledby="runs-heading">
            <h2 id="runs-heading">Latest runs</h2>${this.runs(known)}</section>
          <section class="pane" aria-labelledby="facts-heading">
            <h2 id="facts-heading">Configuration</h2>${this.facts(known)}</section>
        </div>
      </div>`;
  }

  head(known, metrics) {
    const [word, name] = health(known, metrics, retryingOf(this.metrics, known.id));
    const send = () => this.dispatchEvent(new CustomEvent('sw-send', {
      bubbles: true,
      detail: { name: known.events[0] },
    }));
    return html`<header class="page-head"><div>
        <p class="crumbs"><a href=${listAddress('functions')}>Functions</a></p>
        <h1><span class="id">${visible(known.id)}</span> <span class="status ${name}"><span
          class="sign" aria-hidden="true">●</span>${word}</span></h1>
      </div>
      <div class="buttons">${windowSelect({ any: false, usual: '1h', label: 'Runs of' })}
        ${known.events.length > 0
          ? html`<button type="button" @click=${send}>Send its event…</button>`
          : nothing}
        <button type="button" ?disabled=${this.isBusy}
          @click=${this.turn}>${known.pausedAt ? 'Resume' : 'Pause'}</button>
        ${known.unattendedSince
          ? html`<button type="button" class="danger" ?disabled=${this.isBusy}
              @click=${() => { this.isRetiring = true; }}>Retire…</button>`
          : nothing}</div></header>`;
  }

  notices(known) {
    const verb = known.waitingRuns === 1 ? 'waits' : 'wait';
    return html`${known.unattendedSince
        ? html`<p class="reasons"><strong>No worker</strong> has executed this function since
            ${when(known.unattendedSince)}.${known.waitingRuns > 0
              ? ` ${count(known.waitingRuns)} of its runs ${verb}.`
              : nothing} Start a worker that registers it, or retire it if it was removed from the
            code.</p>`
        : nothing}
      ${known.pausedAt
        ? html`<p class="reasons"><strong>Paused</strong> ${when(known.pausedAt)}: events are
            accepted, and its runs queue up. None starts or resumes until the function is
            resumed.</p>`
        : nothing}
      ${known.replacedBy
        ? html`<p class="reasons"><strong>Replaced</strong> by ${functionLink(known.replacedBy)}: it
            starts no more runs. Runs that have started continue.</p>`
        : nothing}`;
  }

  summary(metrics) {
    const { from, to, bucketSeconds } = this.metrics;
    const retrying = retryingOf(this.metrics, this.known.id);
    const ended = metrics.completed + metrics.failed;
    const number = (value, title, name = '') => html`<div class=${name}>
      <strong>${value}</strong><span>${title}</span></div>`;
    return html`<section class="summary" aria-label="Figures">
      <div class="numbers">
        ${number(count(metrics.created), 'runs')}
        ${number(percent(metrics.completed, ended), 'succeeded')}
        ${number(count(metrics.failed), 'failed', metrics.failed > 0 ? 'bad' : '')}
        ${number(count(retrying), 'retrying now', retrying > 0 ? 'amber' : '')}
        ${number(count(metrics.live), 'live')}
        <div class="wide"><span>duration</span>${percentiles(metrics.duration)}
          <span>queueing</span>${percentiles(metrics.queueing)}</div>
      </div>
      ${bars(metrics.buckets, {
        from,
        to,
        bucketSeconds,
        label: `${metrics.created} runs over time, ${metrics.failed} failed`,
      })}
      ${partly(this.metrics)}
    </section>`;
  }

  runs(known) {
    const { walk } = this;
    const all = merged(walk.items, this.followed ?? [], this.latest ?? []).slice(0, LATEST);
    const rows = all.map((run) => html`<tr class=${wordOf(run)}><td>${status(wordOf(run))}</td>
      <td data-label="Run">${runLink(run.id)}</td>
      <td data-label="Created">${when(run.createdAt)}</td>
      <td class="number" data-label="Duration">${duration(
        run.startedAt && run.endedAt ? between(run.startedAt, run.endedAt) : null)}</td>
      <td class="says">${run.error || run.retry ? lastError(run) : nothing}</td></tr>`);
    const table = all.length === 0
      ? nothing
      : html`<table class="cards latest"><thead><tr><th scope="col">Status</th>
          <th scope="col">Run</th><th scope="col">Created</th><th scope="col">Duration</th>
          <th scope="col">Error</th></tr></thead><tbody>${rows}</tbody></table>`;
    const list = (more) => `runs${query({ function: known.id, ...more })}`;
    return html`${table}
      ${walk.isLooking && walk.next
        ? html`<p class="looking" role="status">Searching older runs: back to
            ${absolute(timeOfId(walk.next))}…</p>`
        : all.length === 0
          ? html`<p class="empty">${walk.isLooking ? 'Loading…' : walk.isComplete()
              ? 'No runs yet.'
              : 'None found so far.'}</p>`
          : nothing}
      <p><a href=${list({})}>All runs</a> · <a href=${list({ status: 'failed' })}>Failed</a> ·
        <a href=${list({ status: 'retrying' })}>Retrying</a></p>`;
  }

  facts(known) {
    const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    const handler = (end) => html`<a href="runs${query({ function: known.id + end })}">runs of its
      handler</a>`;
    const own = stepIds(known.graph);
    const steps = known.steps.filter((step) => own.has(step.id)
      && (step.retries !== known.retries || step.timeoutMillis !== null));
    return html`<dl class="facts column">
      ${fact('Started by', triggers(known))}
      ${known.cancelOn.length > 0 ? fact('Cancelled by', known.cancelOn.map(cancelling)) : nothing}
      ${fact('Attempts', `${known.retries + 1} per step`)}
      ${known.startTimeoutMillis !== null
        ? fact('Starts within', duration(known.startTimeoutMillis))
        : nothing}
      ${known.finishTimeoutMillis !== null
        ? fact('Ends within', duration(known.finishTimeoutMillis))
        : nothing}
      ${known.idempotencyKey.length > 0
        ? fact('Idempotency key',
            html`<span class="mono">${known.idempotencyKey.join(', ')}</span>`)
        : nothing}
      ${fact('On failure', known.onFailure ? handler(ON_FAILURE) : 'nothing')}
      ${fact('On cancellation', known.onCancel ? handler(ON_CANCEL) : 'nothing')}
      ${fact('Workers', known.unattendedSince ? 'none' : known.workers)}
      ${steps.length > 0 ? fact('Steps with limits', steps.map(limits)) : nothing}
    </dl>`;
  }
}
customElements.define('sw-function', FunctionView);

function cancelling(cancel) {
  return html`<span class="tag mono">${visible(cancel.event)}</span> ${cancel.condition === null
    ? `with the same ${cancel.match.join(', ')}`
    : html`if <span class="mono">${cancel.condition}</span>`} `;
}

function limits(step) {
  return html`<span class="line"><span class="mono">${visible(step.id)}</span>: ${step.retries + 1}
    ${step.retries === 0 ? 'attempt' : 'attempts'}${step.timeoutMillis !== null
    ? `, each within ${duration(step.timeoutMillis)}`
    : ''}</span>`;
}
