import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, post, query } from '../api.js';
import { go, parameters, segment } from '../router.js';
import { count, duration, percent } from '../format.js';
import { bars, percentiles } from '../parts/chart.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { stepGraph } from '../parts/graph.js';
import { functionLink, problem, runLink, status, when } from '../parts/small.js';
import { health, triggers } from './functions.js';
import '../parts/dialog.js';

const NONE = { created: 0, completed: 0, failed: 0, cancelled: 0, live: 0, duration: {}, queueing: {}, buckets: [] };

/** A function: what starts it, its limits, its step graph and how it does. */
class FunctionView extends RefreshingElement {
  static properties = {
    functionId: { attribute: false },
    known: { state: true },
    metrics: { state: true },
    runs: { state: true },
    error: { state: true },
    isBusy: { state: true },
    isRetiring: { state: true },
  };

  async load() {
    const id = this.functionId;
    try {
      const [known, metrics, page] = await Promise.all([
        get(`api/functions/${segment(id)}`),
        get(`api/metrics${query({ minutes: minutes(parameters().window ?? '1h') })}`),
        get(`api/runs${query({ function: id, limit: 8 })}`),
      ]);
      this.known = known;
      this.metrics = metrics;
      this.runs = page.runs;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  async turn() {
    this.isBusy = true;
    try {
      await post(`api/functions/${segment(this.functionId)}/${this.known.pausedAt ? 'resume' : 'pause'}`);
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
    const content = html`<p>No worker executes <strong>${id}</strong>. Retiring it deletes its schedules and cancels its
        ${waitingRuns} waiting runs. Events no longer start it. A worker that registers it later brings it back.</p>`;
    const actions = html`<button type="button" class="quiet" @click=${() => { this.isRetiring = false; }}>Keep it</button>
      <button type="button" class="danger" @click=${() => this.retire()}>Retire function</button>`;
    return html`<sw-dialog heading="Retire function" .content=${content} .actions=${actions}
      @close=${() => { this.isRetiring = false; }}></sw-dialog>`;
  }

  render() {
    if (!this.known) {
      return this.error ? html`<h1>Function</h1>${problem(this.error)}` : html`<p class="loading">Looking …</p>`;
    }
    const { known } = this;
    const metrics = this.metrics.functions.find((each) => each.function === known.id) ?? NONE;
    const [word, name] = health(known, metrics);
    return html`
      <header class="page-head"><div>
          <p class="crumbs"><a href="functions">Functions</a></p>
          <h1>${known.id} <span class="status ${name}"><span class="sign" aria-hidden="true">●</span>${word}</span></h1>
        </div>
        <div class="buttons">${windowSelect({ any: false, usual: '1h' })}
          ${known.events.length > 0 ? html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('sw-send', { bubbles: true, detail: { name: known.events[0] } }))}>Send its event</button>` : nothing}
          <button type="button" ?disabled=${this.isBusy} @click=${this.turn}>${known.pausedAt ? 'Resume' : 'Pause'}</button>
          ${known.unattendedSince ? html`<button type="button" ?disabled=${this.isBusy} @click=${() => { this.isRetiring = true; }}>Retire</button>` : nothing}</div></header>
      ${this.isRetiring ? this.retirement(known) : nothing}
      ${problem(this.error)}
      ${known.pausedAt ? html`<p class="reasons"><strong>Paused</strong> ${when(known.pausedAt)}: its events are accepted and its runs queue up; none starts or goes on until it is resumed.</p>` : nothing}
      ${known.replacedBy ? html`<p class="reasons"><strong>Replaced</strong> by ${functionLink(known.replacedBy)}: it starts no more runs; those that it has started go on.</p>` : nothing}
      <section class="summary" aria-label="How it does">
        <div class="numbers">
          <div><strong>${count(metrics.created)}</strong><span>runs</span></div>
          <div><strong>${percent(metrics.completed, metrics.completed + metrics.failed)}</strong><span>succeeded</span></div>
          <div class=${metrics.failed > 0 ? 'bad' : ''}><strong>${count(metrics.failed)}</strong><span>failed</span></div>
          <div><strong>${count(metrics.live)}</strong><span>not ended</span></div>
          <div class="wide"><span>duration</span>${percentiles(metrics.duration)}<span>queueing</span>${percentiles(metrics.queueing)}</div>
        </div>
        ${bars(metrics.buckets, { from: this.metrics.from, to: this.metrics.to, bucketSeconds: this.metrics.bucketSeconds, label: `${metrics.created} runs over time, ${metrics.failed} failed` })}
      </section>
      <div class="run-panes">
        <section class="pane" aria-labelledby="graph-heading"><h2 id="graph-heading">Step graph</h2>${stepGraph(known.graph, null, '', null)}</section>
        <div class="stack">
          <section class="pane" aria-labelledby="facts-heading"><h2 id="facts-heading">What it is</h2>${this.facts(known)}</section>
          <section class="pane" aria-labelledby="runs-heading"><h2 id="runs-heading">Its latest runs</h2>
            ${this.runs.length === 0
              ? html`<p class="empty">None yet.</p>`
              : html`<table><thead><tr><th scope="col">Status</th><th scope="col">Run</th><th scope="col">Created</th><th scope="col">Took</th></tr></thead><tbody>
                  ${this.runs.map((run) => html`<tr><td>${status(run.status)}</td><td>${runLink(run.id)}</td><td>${when(run.createdAt)}</td><td class="number">${duration(run.startedAt && run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : null)}</td></tr>`)}</tbody></table>
                <p><a href="runs?function=${encodeURIComponent(known.id)}">All of them</a></p>`}</section>
        </div>
      </div>`;
  }

  facts(known) {
    return html`<dl class="facts column">
      <div><dt>Started by</dt><dd>${triggers(known)}</dd></div>
      ${known.cancelOn.length > 0 ? html`<div><dt>Cancelled by</dt><dd>${known.cancelOn.map((cancel) => html`<span class="tag mono">${cancel.event}</span> ${cancel.condition === null ? `with the same ${cancel.match.join(', ')}` : html`if <span class="mono">${cancel.condition}</span>`} `)}</dd></div>` : nothing}
      <div><dt>Attempts</dt><dd>${known.retries + 1} a step</dd></div>
      ${known.startTimeoutMillis !== null ? html`<div><dt>Starts within</dt><dd>${duration(known.startTimeoutMillis)}</dd></div>` : nothing}
      ${known.finishTimeoutMillis !== null ? html`<div><dt>Ends within</dt><dd>${duration(known.finishTimeoutMillis)}</dd></div>` : nothing}
      ${known.idempotencyKey.length > 0 ? html`<div><dt>Once for each</dt><dd class="mono">${known.idempotencyKey.join(', ')}</dd></div>` : nothing}
      <div><dt>When it fails</dt><dd>${known.onFailure ? html`<a href="runs?function=${encodeURIComponent(`${known.id}:on-failure`)}">its failure function runs</a>` : 'nothing more happens'}</dd></div>
      <div><dt>Workers</dt><dd>${known.unattendedSince ? html`none since ${when(known.unattendedSince)}; ${count(known.waitingRuns)} runs are queued` : known.workers}</dd></div>
      ${known.steps.some((step) => step.retries !== known.retries || step.timeoutMillis !== null)
        ? html`<div><dt>Steps with limits of their own</dt><dd>${known.steps
            .filter((step) => step.retries !== known.retries || step.timeoutMillis !== null)
            .map((step) => html`<span class="mono">${step.id}</span>: ${step.retries + 1} attempts${step.timeoutMillis !== null ? `, each within ${duration(step.timeoutMillis)}` : ''} `)}</dd></div>`
        : nothing}
    </dl>`;
  }
}
customElements.define('sw-function', FunctionView);
