import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { RefreshingElement } from '../base.js';
import { get, post } from '../api.js';
import { follow } from '../live/live.js';
import {
  eventSource, go, listAddress, parameters, segment, setParameters,
} from '../router.js';
import { absolute, between, count, duration, short, visible } from '../format.js';
import { confirm } from '../parts/confirm.js';
import { stepGraph } from '../parts/graph.js';
import { handled } from '../parts/handlers.js';
import { match } from '../parts/match.js';
import { payload } from '../parts/payload.js';
import { baseId, shownSteps } from '../parts/rows.js';
import {
  canceller, copy, eventLink, failure, functionLink, problem, runLink, status, when, wordOf,
} from '../parts/small.js';
import { reasonList, reasonsOf } from './reasons.js';
import { rerunPlan } from './rerun.js';
import { stepDetails } from './step.js';
import './batch.js';
import '../parts/waterfall.js';

const ENDED = new Set(['completed', 'failed', 'cancelled', 'skipped']);
const TYPING = 'input:not([type="range"]), select, textarea, [contenteditable], dialog *';
const MOST_INVOKED = 10;

/** The parts of answers; constants, so that equal payloads are not rendered again. */
const outputOf = (whole) => whole.output;
const dataOf = (whole) => whole.data;

/** A run: its step graph, its attempts over time, and what each step came to. */
class RunView extends RefreshingElement {
  static properties = {
    runId: { attribute: false },
    shown: { state: true },
    function: { state: true },
    error: { state: true },
    isBusy: { state: true },
    asking: { state: true },
    now: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.typed = (event) => this.type(event);
    addEventListener('keydown', this.typed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.typed);
    this.stop?.();
  }

  /** The run is followed, once it could be read; a move within it picks another step. */
  refresh() {
    if (!this.shown) {
      this.load();
    }
  }

  async load() {
    this.requestUpdate();
    if (this.isAsked) {
      return;
    }
    this.isAsked = true;
    try {
      this.take(await get(`api/runs/${segment(this.runId)}`));
      this.error = null;
      if (!this.isConnected) {
        return;
      }
      this.stop = follow(`runs/${encodeURIComponent(this.runId)}`, {
        snapshot: ([shown]) => shown && this.take(shown),
        changed: (shown) => this.take(shown),
      });
    } catch (error) {
      this.error = error;
      this.isAsked = false;
    }
  }

  take(shown) {
    this.shown = { ...shown, steps: shownSteps(shown) };
    const { run } = shown;
    document.title = `${visible(run.function)} ${short(run.id)}, ${wordOf(run)} – Stepwell`;
    if (this.function === undefined) {
      this.function = null;
      const id = handled(run.function);
      get(`api/functions/${segment(id)}`).then((known) => {
        this.function = id === run.function ? known : null;
      }, () => {});
    }
  }

  /** Matching takes long for many steps, and does not depend on the selection. */
  willUpdate(changed) {
    if (changed.has('shown') || changed.has('function')) {
      const graph = this.function?.graph;
      const { run, steps, underway } = this.shown ?? {};
      this.matched = graph && run ? match(graph, steps, run, underway) : null;
    }
  }

  /** The timeline of a live run grows: it is drawn anew for that, and not for each move. */
  tick() {
    if (!document.hidden && this.isTicking()) {
      this.now = Date.now();
    }
  }

  isTicking() {
    return this.shown && !ENDED.has(this.shown.run.status);
  }

  async act(action, body) {
    this.isBusy = true;
    this.error = null;
    this.asking = null;
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

  picked() {
    return this.shown?.steps.find((step) => step.id === parameters().step);
  }

  /** On a phone, the details of a step cover the lower part of the page. */
  async pick(id) {
    setParameters({ step: id });
    await this.updateComplete;
    if (id && matchMedia('(max-width: 900px)').matches) {
      this.querySelector('sw-waterfall').rowOf(id)?.scrollIntoView({ block: 'nearest' });
    }
  }

  close() {
    const waterfall = this.querySelector('sw-waterfall');
    waterfall?.focusSelected();
    this.pick('');
  }

  /** ↑ and ↓ pick a step, once one is picked or focused; Esc closes it; + and − zoom. */
  type(event) {
    const waterfall = this.querySelector('sw-waterfall');
    if (!waterfall || event.ctrlKey || event.altKey || event.metaKey
      || event.target.matches?.(TYPING)) {
      return;
    }
    const isThere = this.picked() || waterfall.contains(event.target);
    const keys = {
      ArrowDown: () => isThere && !this.isScrolling(event) && waterfall.move(1),
      ArrowUp: () => isThere && !this.isScrolling(event) && waterfall.move(-1),
      Escape: () => this.picked() && this.close(),
      '+': () => waterfall.zoomBy(2),
      '-': () => waterfall.zoomBy(0.5),
    };
    const isUsed = keys[event.key]?.();
    if (isUsed !== false && isThere && event.key.startsWith('Arrow') && !this.isScrolling(event)) {
      event.preventDefault();
    }
  }

  /** Whether the arrows scroll what is focused, such as a stack trace or the slider of the zoom. */
  isScrolling(event) {
    return event.target.matches?.('[role="region"], input[type="range"]');
  }

  render() {
    if (!this.shown) {
      return this.error
        ? html`<h1>Run</h1>${problem(this.error)}`
        : html`<p class="loading">Loading…</p>`;
    }
    const { run, steps, underway } = this.shown;
    const picked = this.picked();
    const { matched } = this;
    return html`
      ${this.head(run)}
      ${problem(this.error)}
      ${this.question()}
      ${this.isTicking() || run.status === 'skipped'
        ? reasonList(this.shown, (id) => this.pick(id))
        : nothing}
      <div class="run-panes ${matched ? '' : 'without-graph'} ${picked ? 'with-step' : ''}">
        ${matched
          ? html`<section class="pane graph-pane" aria-labelledby="graph-heading">
              <h2 id="graph-heading">Step graph</h2>
              ${this.graph(matched, picked && baseId(picked.id))}
            </section>`
          : nothing}
        <section class="pane time-pane" aria-labelledby="time-heading"
          @pick=${(event) => this.pick(event.detail)}>
          <h2 id="time-heading">Timeline</h2>
          <sw-waterfall .run=${run} .steps=${steps} .underway=${underway}
            .selected=${picked?.id ?? ''} .now=${this.now}></sw-waterfall>
          ${this.shown.stepsLeftOut > 0
            ? html`<p class="note">${this.shown.stepsLeftOut} later steps are not shown.</p>`
            : nothing}</section>
        <div class="side">${picked ? this.step(picked, run) : nothing}${this.ends(run)}</div>
      </div>`;
  }

  graph(matched, selected) {
    return guard([matched, selected], () =>
      stepGraph(this.function.graph, matched, selected, (id) => this.pick(id)));
  }

  step(picked, run) {
    const isEnded = ENDED.has(run.status);
    return stepDetails(picked, run.id, {
      isEnded,
      isBusy: this.isBusy,
      reasons: isEnded ? nothing : reasonsOf(picked, this.shown),
      matched: this.matched,
      rerun: () => { this.asking = { action: 'rerun', from: picked }; },
      close: () => this.close(),
    });
  }

  head(run) {
    const isEnded = ENDED.has(run.status);
    return html`<header class="page-head">
      <div>
        <p class="crumbs"><a href=${listAddress('runs')}>Runs</a> / ${runLink(run.id)}</p>
        <h1>${status(wordOf(run))} ${functionLink(run.function)}</h1>
        ${this.facts(run, isEnded)}
      </div>
      <div class="buttons">
        ${isEnded
          ? html`<button type="button" ?disabled=${this.isBusy}
              @click=${() => { this.asking = { action: 'rerun' }; }}>Rerun…</button>`
          : html`<button type="button" class="danger" ?disabled=${this.isBusy}
              @click=${() => { this.asking = { action: 'cancel' }; }}>Cancel…</button>`}
      </div></header>`;
  }

  facts(run, isEnded) {
    const { calledBy, event, gathered, invoked, moreInvoked } = this.shown;
    const queued = run.startedAt || !isEnded ? between(run.createdAt, run.startedAt) : null;
    const took = run.startedAt ? between(run.startedAt, run.endedAt) : null;
    const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<dl class="facts">
      ${fact('Run', html`<span class="mono">${run.id}</span> ${copy(run.id, 'the id of the run')}`)}
      ${fact(gathered > 1 ? 'First event' : 'Event', html`${event
        ? html`<span class="mono">${visible(event.name)}</span> `
        : nothing}${eventLink(run.event)}${gathered > 1
        ? ` and ${count(gathered - 1)} more`
        : nothing}`)}
      ${fact('Created', html`${absolute(run.createdAt)} (${when(run.createdAt)})`)}
      ${fact('Queued for', duration(queued))}
      ${fact(isEnded ? 'Duration' : 'Elapsed', duration(took))}
      ${run.endedAt ? fact('Ended', absolute(run.endedAt)) : nothing}
      ${run.cancelledBy ? fact('Cancelled by', canceller(run)) : nothing}
      ${calledBy
        ? fact('Called by', html`${runLink(calledBy.run)} in
            <span class="mono">${visible(calledBy.step)}</span>`)
        : nothing}
      ${run.rerunOf ? fact('Rerun of', runLink(run.rerunOf)) : nothing}
      ${invoked.length > 0
        ? fact('Called', html`${invoked.slice(0, MOST_INVOKED).map((each) =>
            html`${functionLink(each.function)} ${runLink(each.id)} `)}${
            invoked.length > MOST_INVOKED
              ? `and ${count(invoked.length - MOST_INVOKED)}${moreInvoked ? '+' : ''} more`
              : nothing}`)
        : nothing}
    </dl>`;
  }

  /** Asks before a run is repeated or cancelled. */
  question() {
    if (!this.asking) {
      return nothing;
    }
    const close = () => { this.asking = null; };
    const { action, from } = this.asking;
    if (action === 'rerun') {
      return confirm({
        heading: from ? `Rerun from ${visible(from.id)}?` : 'Rerun this run?',
        content: rerunPlan(this.shown, from),
        verb: 'Rerun',
        keep: 'Do not rerun',
        isBusy: this.isBusy,
      }, () => this.act('rerun', from ? { fromStep: from.id } : {}), close);
    }
    return confirm({
      heading: 'Cancel this run?',
      content: html`<p>The run of <strong>${visible(this.shown.run.function)}</strong> ends at once.
        A step that is executing is interrupted, and the runs that it waits for are cancelled too.
        A cancelled run cannot continue.</p>`,
      verb: 'Cancel run',
      keep: 'Keep running',
      isDanger: true,
      isBusy: this.isBusy,
    }, () => this.act('cancel'), close);
  }

  /** What went in and what came out. */
  ends(run) {
    const { gathered, output, outputLeftOut, error, steps } = this.shown;
    const cause = steps.find((step) => step.id === error?.step)?.error ?? error;
    return html`<div class="ends">
      ${error
        ? html`<section class="pane" aria-labelledby="error-heading"><h2 id="error-heading">Error${
            error.step
              ? html` in <button type="button" class="link mono"
                  @click=${() => this.pick(error.step)}>${visible(error.step)}</button>`
              : nothing}</h2>${failure(cause)}</section>`
        : nothing}
      <section class="pane" aria-labelledby="input-heading">
        <h2 id="input-heading">Input${gathered > 1
          ? `: ${count(gathered)} events`
          : nothing}</h2>
        ${this.input(run)}</section>
      ${run.status === 'completed'
        ? html`<section class="pane" aria-labelledby="output-heading">
            <h2 id="output-heading">Output</h2>${payload(output, outputLeftOut,
              `api/runs/${run.id}/output`, outputOf)}</section>`
        : nothing}
    </div>`;
  }

  input(run) {
    const { event, gathered } = this.shown;
    if (gathered > 1) {
      return html`<sw-batch .runId=${run.id} .gathered=${gathered}></sw-batch>`;
    }
    return event
      ? payload(event.data, event.dataLeftOut, eventSource(event.id), dataOf)
      : html`<p class="empty">The event is no longer stored.</p>`;
  }
}
customElements.define('sw-run', RunView);
