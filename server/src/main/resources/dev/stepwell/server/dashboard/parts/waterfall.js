import { html, nothing, svg } from 'lit';
import { Element } from '../base.js';
import { absolute, count, duration } from '../format.js';
import { sign } from './small.js';

const WIDTH = 1000;
const AT_ONCE = 200;
const WAITS = new Set(['sleep', 'wait', 'invoke']);
const BETWEEN = 'until the next attempt is due';
const QUEUEING = ['queueing', 'until a worker went on with it'];

/** From when to when a run waited for what was due at a time, and what it did then: it queued, unless something else is known. */
function paused(from, dueAt, to, says, then = QUEUEING) {
  const due = dueAt ? Math.max(from, Math.min(to, Date.parse(dueAt))) : to;
  return [
    [from, due, 'waiting', says],
    [due, to, ...then],
  ].filter(([start, end]) => end > start);
}

/** When each step of a run was queued, ran and waited, attempt by attempt. */
class Waterfall extends Element {
  static properties = {
    run: { attribute: false },
    steps: { attribute: false },
    underway: { attribute: false },
    selected: {},
    shown: { state: true },
  };

  constructor() {
    super();
    this.shown = AT_ONCE;
  }

  render() {
    const from = Date.parse(this.run.createdAt);
    const isLive = !this.run.endedAt;
    const to = Math.max(from + 1, isLive ? Date.now() : Date.parse(this.run.endedAt));
    const x = (time) => Math.min(WIDTH, Math.max(0, ((time - from) / (to - from)) * WIDTH));
    return html`
      <div class="waterfall">
        <div class="row head"><span class="label">${count(this.steps.length)} ${this.steps.length === 1 ? 'step' : 'steps'}</span>
          <span class="ticks" aria-hidden="true">${[0, 0.25, 0.5, 0.75, 1].map((part) => html`<span>${duration((to - from) * part)}</span>`)}</span></div>
        <div class="row run"><span class="label">run</span>${this.bar([
          [from, this.run.startedAt ? Date.parse(this.run.startedAt) : to, 'queueing', 'queueing'],
          [this.run.startedAt ? Date.parse(this.run.startedAt) : to, to, `whole ${this.run.status}`, 'from its start'],
        ], x)}<span class="time">${duration(to - from)}</span></div>
        ${this.steps.slice(0, this.shown).map((step) => this.step(step, x, to))}
        ${this.starting().map((step) => this.step(step, x, to))}
        ${this.steps.length > this.shown
          ? html`<button type="button" class="small" @click=${() => { this.shown += 10 * AT_ONCE; }}>${count(this.steps.length - this.shown)} more steps</button>`
          : nothing}
        <p class="legend"><span class="key queueing"></span> queueing <span class="key running"></span> running
          <span class="key failed"></span> failed attempt <span class="key waiting"></span> waiting</p>
      </div>`;
  }

  /** Steps of which nothing is stored yet, for their first attempt is being made. */
  starting() {
    const stored = new Set(this.steps.map((step) => step.id));
    return this.underway
      .filter(({ step }) => !stored.has(step))
      .map(({ step, startedAt }) => ({ id: step, kind: 'step', status: 'running', attempts: 0, startedAt, endedAt: startedAt, failedAttempts: [] }));
  }

  step(step, x, now) {
    const spans = this.spans(step, now);
    const length = spans.length === 0 ? 0 : spans[spans.length - 1][1] - spans[0][0];
    return html`<button type="button" class="row step ${step.status}" aria-pressed=${this.selected === step.id}
        @click=${() => this.dispatchEvent(new CustomEvent('pick', { detail: step.id, bubbles: true }))}>
      <span class="label" title=${step.id}><span class="sign ${step.status}" aria-hidden="true">${sign(step.status)}</span><span class="id">${step.id}</span><span class="visually-hidden">, ${step.status}</span></span>
      ${this.bar(spans, x)}
      <span class="time">${duration(length)}</span></button>`;
  }

  /** From when to when the step was in which state. */
  spans(step, now) {
    const start = Date.parse(step.startedAt);
    const end = Date.parse(step.endedAt);
    if (WAITS.has(step.kind)) {
      const isOver = step.status === 'completed' || step.status === 'failed';
      const pause = step.status === 'failed' ? [] : paused(start, step.dueAt, isOver ? end : now, step.kind);
      return pause.length > 0 ? pause : [[start, end, step.status === 'failed' ? 'failed' : 'waiting', step.kind]];
    }
    const spans = [];
    let last = start;
    let due = null;
    for (const attempt of step.failedAttempts) {
      const from = Date.parse(attempt.startedAt);
      spans.push(...paused(last, due, from, BETWEEN));
      last = Date.parse(attempt.endedAt);
      due = attempt.nextDueAt;
      spans.push([from, last, 'failed', `attempt ${attempt.attempt} failed: ${attempt.error.message ?? attempt.error.type}`]);
    }
    if (step.status === 'retrying') {
      const isRunning = this.underway.some((each) => each.step === step.id);
      const then = isRunning ? ['running', `attempt ${step.attempts + 1}`] : QUEUEING;
      spans.push(...paused(last, step.dueAt, now, BETWEEN, then));
    } else if (step.status === 'completed') {
      const from = step.lastAttemptAt ? Date.parse(step.lastAttemptAt) : start;
      spans.push(...paused(last, due, from, BETWEEN));
      spans.push([from, end, 'running', `attempt ${step.attempts}`]);
    } else if (step.status === 'running') {
      spans.push([start, now, 'running', 'attempt 1']);
    } else if (step.failedAttempts.length === 0) {
      spans.push([start, end, 'failed', 'failed']);
    }
    return spans;
  }

  bar(spans, x) {
    return html`<svg class="bar" viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none" aria-hidden="true">
      ${spans.map(([from, to, name, says]) => {
        const left = Math.min(x(from), WIDTH - 3);
        return svg`<rect class=${name} x=${left} y="2" height="12" width=${Math.max(3, x(to) - left)}><title>${says}: ${duration(to - from)}, from ${absolute(new Date(from).toISOString())}</title></rect>`;
      })}</svg>`;
  }
}
customElements.define('sw-waterfall', Waterfall);
