import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { follow, get, post } from '../api.js';
import { go, parameters, segment, setParameters } from '../router.js';
import { absolute, between, duration } from '../format.js';
import { baseId, match, stepGraph } from '../parts/graph.js';
import { payload } from '../parts/payload.js';
import { canceller, copy, eventLink, failure, functionLink, problem, runLink, status, when } from '../parts/small.js';
import '../parts/waterfall.js';

const ENDED = new Set(['completed', 'failed', 'cancelled']);

/** A run: its step graph, its attempts over time, and what each step came to. */
class RunView extends RefreshingElement {
  static properties = {
    runId: { attribute: false },
    shown: { state: true },
    function: { state: true },
    error: { state: true },
    isBusy: { state: true },
  };

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** The run is followed: there is nothing to ask again, and a move within it picks another step. */
  refresh() {}

  async load() {
    this.requestUpdate();
    if (this.isAsked) {
      return;
    }
    this.isAsked = true;
    try {
      this.take(await get(`api/runs/${segment(this.runId)}`));
      if (!this.isConnected) {
        return;
      }
      this.stop = follow(`api/live/runs/${encodeURIComponent(this.runId)}`, {
        snapshot: ([shown]) => shown && this.take(shown),
        changed: (shown) => this.take(shown),
      });
    } catch (error) {
      this.error = error;
    }
  }

  take(shown) {
    this.shown = shown;
    if (this.function === undefined) {
      this.function = null;
      const id = shown.run.function.replace(/:on-failure$/, '');
      get(`api/functions/${segment(id)}`).then((known) => {
        this.function = id === shown.run.function ? known : null;
      }, () => {});
    }
  }

  isTicking() {
    return this.shown && !ENDED.has(this.shown.run.status);
  }

  async act(action, body) {
    this.isBusy = true;
    this.error = null;
    try {
      const run = await post(`api/runs/${this.runId}/${action}`, body);
      if (action === 'rerun') {
        go(`runs/${run.id}`);
      }
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  pick(id) {
    setParameters({ step: id === parameters().step ? '' : id });
  }

  render() {
    if (!this.shown) {
      return this.error ? html`<h1>Run</h1>${problem(this.error)}` : html`<p class="loading">Looking …</p>`;
    }
    const { run, steps } = this.shown;
    const picked = steps.find((step) => step.id === parameters().step);
    const matched = this.function?.graph ? match(this.function.graph, steps, run, this.shown.underway) : null;
    return html`
      ${this.head(run)}
      ${problem(this.error)}
      ${this.reasons()}
      <div class="run-panes">
        ${matched
          ? html`<section class="pane" aria-labelledby="graph-heading"><h2 id="graph-heading">Step graph</h2>
              ${stepGraph(this.function.graph, matched, picked && baseId(picked.id), (id) => this.pick(id))}</section>`
          : nothing}
        <div class="stack">
          <section class="pane" aria-labelledby="time-heading" @pick=${(event) => this.pick(event.detail)}><h2 id="time-heading">Attempts over time</h2>
            <sw-waterfall .run=${run} .steps=${steps} .underway=${this.shown.underway} .selected=${picked?.id ?? ''}></sw-waterfall></section>
          ${picked ? this.step(picked, run) : nothing}
          ${this.ends(run)}
        </div>
      </div>`;
  }

  head(run) {
    const isEnded = ENDED.has(run.status);
    const { calledBy, invoked } = this.shown;
    return html`<header class="page-head">
      <div>
        <p class="crumbs"><a href="runs">Runs</a> / ${functionLink(run.function)}</p>
        <h1>${status(run.status)} <span class="mono id">${run.id}</span> ${copy(run.id, 'the id of the run')}</h1>
        <dl class="facts">
          <div><dt>Event</dt><dd>${this.shown.event ? html`<span class="mono">${this.shown.event.name}</span> ` : nothing}${eventLink(run.event)}</dd></div>
          <div><dt>Created</dt><dd>${when(run.createdAt)}</dd></div>
          <div><dt>Queued for</dt><dd>${duration(run.startedAt || !isEnded ? between(run.createdAt, run.startedAt) : null)}</dd></div>
          <div><dt>${isEnded ? 'Took' : 'Running for'}</dt><dd>${duration(run.startedAt ? between(run.startedAt, run.endedAt) : null)}</dd></div>
          ${run.endedAt ? html`<div><dt>Ended</dt><dd>${absolute(run.endedAt)}</dd></div>` : nothing}
          ${run.cancelledBy ? html`<div><dt>Cancelled by</dt><dd>${canceller(run)}</dd></div>` : nothing}
          ${calledBy ? html`<div><dt>Called by</dt><dd>${runLink(calledBy.run)} in <span class="mono">${calledBy.step}</span></dd></div>` : nothing}
          ${run.rerunOf ? html`<div><dt>Repeats</dt><dd>${runLink(run.rerunOf)}</dd></div>` : nothing}
          ${invoked.length > 0 ? html`<div><dt>Called</dt><dd>${invoked.slice(0, 10).map((each) => html`${functionLink(each.function)} ${runLink(each.id)} `)}${invoked.length > 10 ? `and ${invoked.length - 10} more` : nothing}</dd></div>` : nothing}
        </dl>
      </div>
      <div class="buttons">
        ${isEnded
          ? html`<button type="button" ?disabled=${this.isBusy} @click=${() => this.act('rerun')}>Rerun</button>`
          : html`<button type="button" class="danger" ?disabled=${this.isBusy} @click=${() => this.act('cancel')}>Cancel</button>`}
      </div></header>`;
  }

  reasons() {
    const { reasons, run } = this.shown;
    return ENDED.has(run.status)
      ? nothing
      : html`<ul class="reasons" aria-label="Why it is where it is">${reasons.map((reason) => html`<li class=${reason.type}>
          ${reason.step ? html`<strong class="mono">${reason.step}</strong>: ` : nothing}${reason.says}${reason.until ? html`, ${reason.type === 'awaiting-event' ? 'at the latest' : 'until'} ${absolute(reason.until)} (${when(reason.until)})` : nothing}</li>`)}</ul>`;
  }

  step(step, run) {
    const address = `api/runs/${run.id}/steps/${segment(step.id)}`;
    return html`<section class="pane step-details" aria-labelledby="step-heading">
      <header><h2 id="step-heading">${status(step.status)} <span class="mono">${step.id}</span></h2>
        ${ENDED.has(run.status) ? html`<button type="button" class="small" ?disabled=${this.isBusy} @click=${() => this.act('rerun', { fromStep: step.id })}>Rerun from here</button>` : nothing}
        <button type="button" class="quiet" aria-label="Close the step" @click=${() => this.pick(step.id)}>✕</button></header>
      <dl class="facts">
        <div><dt>Kind</dt><dd>${step.kind}</dd></div>
        <div><dt>Attempts</dt><dd>${step.attempts}</dd></div>
        <div><dt>Started</dt><dd>${absolute(step.startedAt)}</dd></div>
        <div><dt>${step.status === 'completed' || step.status === 'failed' ? 'Ended' : 'Last seen'}</dt><dd>${absolute(step.endedAt)}</dd></div>
        ${step.dueAt ? html`<div><dt>${step.status === 'retrying' ? 'Next attempt' : 'Until'}</dt><dd>${absolute(step.dueAt)} (${when(step.dueAt)})</dd></div>` : nothing}
      </dl>
      ${this.ways(step)}
      ${step.input || step.inputLeftOut ? html`<h3>Input</h3>${payload(step.input, step.inputLeftOut, address, (whole) => whole.input)}` : nothing}
      ${step.status === 'completed' ? html`<h3>Result</h3>${payload(step.result, step.resultLeftOut, address, (whole) => whole.result)}` : nothing}
      ${step.error && step.status !== 'completed' ? html`<h3>Error</h3>${failure(step.error, { open: true })}` : nothing}
      ${step.failedAttempts.length > 0
        ? html`<h3>Failed attempts</h3>${step.failedAttempts.map((attempt) => html`<details><summary>Attempt ${attempt.attempt}, ${absolute(attempt.startedAt)}, after ${duration(between(attempt.startedAt, attempt.endedAt))}: ${attempt.error.message ?? attempt.error.type}</summary>${failure(attempt.error, { open: true })}</details>`)}`
        : nothing}
    </section>`;
  }

  /** The events that a step sent, or the one that ended its wait. */
  ways(step) {
    const events = step.status !== 'completed' || !step.result ? [] : step.kind === 'send' ? step.result : step.kind === 'wait' ? [step.result.id] : [];
    return events.length === 0
      ? nothing
      : html`<p>${step.kind === 'send' ? 'It sent' : 'What came'}: ${events.slice(0, 20).map((id) => html`${eventLink(id)} `)}</p>`;
  }

  /** What went in and what came out. */
  ends(run) {
    const { event, output, error, steps } = this.shown;
    const cause = steps.find((step) => step.id === error?.step)?.error ?? error;
    return html`
      ${error ? html`<section class="pane" aria-labelledby="error-heading"><h2 id="error-heading">Error${error.step ? html` in <button type="button" class="link mono" @click=${() => this.pick(error.step)}>${error.step}</button>` : nothing}</h2>${failure(cause, { open: true })}</section>` : nothing}
      <div class="two">
        <section class="pane" aria-labelledby="input-heading"><h2 id="input-heading">Input</h2>
          ${event ? payload(event.data, event.dataLeftOut, `api/events/${segment(event.id)}`, (whole) => whole.data) : html`<p class="empty">Its event is no longer kept.</p>`}</section>
        ${run.status === 'completed'
          ? html`<section class="pane" aria-labelledby="output-heading"><h2 id="output-heading">Output</h2>${payload(output, this.shown.outputLeftOut, `api/runs/${run.id}/output`, (whole) => whole.output)}</section>`
          : nothing}
      </div>`;
  }
}
customElements.define('sw-run', RunView);
