import { html, nothing, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from '../base.js';
import { absolute, count, duration, visible } from '../format.js';
import { rowsOf } from './rows.js';
import { sign } from './small.js';
import { failuresLast, spansOf } from './spans.js';

const WIDTH = 1000;
const NARROWEST = 3;
const AT_ONCE = 200;
const CLOSEST = 1 / 4096;
const STATUSES = ['completed', 'running', 'retrying', 'waiting', 'failed', 'cancelled'];

/** When each step of a run was queued, ran and waited, attempt by attempt. */
class Waterfall extends Element {
  static properties = {
    run: { attribute: false },
    steps: { attribute: false },
    underway: { attribute: false },
    selected: {},
    now: { attribute: false },
    opened: { state: true },
    most: { state: true },
    zoom: { state: true },
  };

  constructor() {
    super();
    this.opened = new Set();
    this.most = AT_ONCE;
    this.zoom = { start: 0, part: 1 };
    this.rows = [];
  }

  /** Marks a selected step in place, because rendering everything takes long. */
  shouldUpdate(changed) {
    const isDrawn = (id) => !id || this.rows.some(({ step }) => step?.id === id);
    if (changed.size === 1 && changed.has('selected') && isDrawn(this.selected)) {
      this.mark();
      return false;
    }
    return true;
  }

  updated() {
    this.mark();
  }

  mark() {
    for (const row of this.querySelectorAll('.row.step')) {
      row.setAttribute('aria-pressed', String(row.dataset.step === this.selected));
    }
  }

  /** Selects and focuses the step above or below the selected one. */
  move(by) {
    const drawn = [...this.querySelectorAll('.row.step')];
    const at = drawn.findIndex((row) => row.dataset.step === this.selected);
    const row = drawn[Math.min(drawn.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (row) {
      row.focus();
      this.pick(row.dataset.step, true);
    }
  }

  focusSelected() {
    [...this.querySelectorAll('.row.step')]
      .find((row) => row.dataset.step === this.selected)
      ?.focus({ preventScroll: true });
  }

  pick(id, stays = false) {
    const detail = !stays && id === this.selected ? '' : id;
    this.dispatchEvent(new CustomEvent('pick', { detail, bubbles: true }));
  }

  /** The whole time of the run, and its visible part. */
  range() {
    const from = Date.parse(this.run.createdAt);
    const end = this.run.endedAt ? Date.parse(this.run.endedAt) : Date.now();
    const to = Math.max(from + 1, end);
    const start = from + (to - from) * this.zoom.start;
    return { from, to, start, end: start + (to - from) * this.zoom.part };
  }

  /** Zooms by a factor, around the selected step or the middle. */
  zoomBy(factor) {
    const { from, to, start, end } = this.range();
    const part = Math.min(1, Math.max(CLOSEST, this.zoom.part / factor));
    const step = this.steps.find(({ id }) => id === this.selected);
    const at = step ? Date.parse(step.startedAt) : (start + end) / 2;
    const middle = (at - from) / (to - from);
    this.zoom = { part, start: Math.min(1 - part, Math.max(0, middle - part / 2)) };
  }

  pan(share) {
    this.zoom = { ...this.zoom, start: share * (1 - this.zoom.part) };
  }

  wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.5 : 1 / 1.5);
    }
  }

  render() {
    const range = this.range();
    const { from, to, start, end } = range;
    const x = (time) => ((time - start) / (end - start)) * WIDTH;
    const all = [...this.steps, ...this.starting()];
    this.rows = rowsOf(all, this.opened, this.selected, this.most);
    const started = this.run.startedAt ? Date.parse(this.run.startedAt) : to;
    return html`
      <div class="waterfall" @wheel=${this.wheel}>
        ${this.tools(all.length)}
        <div class="row head"><span class="label">From its creation</span>
          <span class="ticks" aria-hidden="true">${[0, 0.5, 1].map((part) =>
            html`<span>${duration(start - from + (end - start) * part)}</span>`)}</span>
          <span class="time">Duration</span></div>
        <div class="row run"><span class="label">run</span>${this.bar([
          [from, started, 'queueing', 'queueing'],
          [started, to, `whole ${this.run.status}`, 'from its start'],
        ], x)}<span class="time">${duration(to - from)}</span></div>
        ${repeat(this.rows, rowKey, (row) => this.row(row, x, to))}
        <p class="legend">
          ${['queueing', 'running', 'failed', 'waiting'].map((name) => html`<span><span
            class="key ${name}"></span>${name === 'failed' ? 'failed attempt' : name}</span>`)}
          <span class="keys">↑ ↓ step · Esc close · + − zoom</span></p>
      </div>`;
  }

  tools(all) {
    const { part, start } = this.zoom;
    const pan = (event) => this.pan(Number(event.target.value) / 1000);
    return html`<div class="tools">
      <span>${count(all)} ${all === 1 ? 'step' : 'steps'}</span>
      ${part < 1
        ? html`<input type="range" min="0" max="1000" aria-label="Position in time"
            .value=${String(Math.round((start / (1 - part)) * 1000))} @input=${pan}>`
        : nothing}
      <button type="button" class="small" aria-label="Zoom out" ?disabled=${part === 1}
        @click=${() => this.zoomBy(0.5)}>−</button>
      <button type="button" class="small" aria-label="Zoom in"
        @click=${() => this.zoomBy(2)}>+</button>
      <button type="button" class="small" ?disabled=${part === 1}
        @click=${() => { this.zoom = { start: 0, part: 1 }; }}>Fit</button></div>`;
  }

  /** Steps that are not stored yet because their first attempt is executing. */
  starting() {
    const stored = new Set(this.steps.map((step) => step.id));
    return this.underway
      .filter(({ step }) => !stored.has(step))
      .map(({ step, startedAt }) => ({
        id: step,
        kind: 'step',
        status: 'running',
        attempts: 0,
        startedAt,
        endedAt: startedAt,
        failedAttempts: [],
      }));
  }

  row(row, x, now) {
    if (row.group) {
      return this.group(row, x, now);
    } else if (row.more) {
      return html`<button type="button" class="small more"
        @click=${() => { this.most += 5 * AT_ONCE; }}>${count(row.left)} more</button>`;
    }
    return this.step(row, x, now);
  }

  step({ step, isWithin }, x, now) {
    const spans = this.spans(step, now);
    const length = spans.length === 0 ? 0 : spans.at(-1)[1] - spans[0][0];
    return html`<button type="button" class="row step ${step.status} ${isWithin ? 'within' : ''}"
        data-step=${step.id} @click=${() => this.pick(step.id)}>
      <span class="label" title=${visible(step.id)}><span class="sign ${step.status}"
        aria-hidden="true">${sign(step.status)}</span><span class="id">${visible(step.id)}</span
        ><span class="visually-hidden">, ${step.status}</span></span>
      ${this.bar(spans, x)}
      <span class="time">${duration(length)}</span></button>`;
  }

  group({ group, own, isOpen }, x, now) {
    const spans = own.flatMap((step) => this.spans(step, now));
    const from = Math.min(...spans.map(([start]) => start));
    const to = Math.max(...spans.map(([, end]) => end));
    return html`<button type="button" class="row group" aria-expanded=${isOpen}
        @click=${() => this.turn(group)}>
      <span class="label" title=${visible(group)}><span aria-hidden="true">${isOpen ? '▾' : '▸'}</span>
        <span class="id">${visible(group)}</span>
        <span class="times">×${count(own.length)}</span>${tally(own)}</span>
      ${this.bar(thinned(spans, x), x)}
      <span class="time">${duration(to - from)}</span></button>`;
  }

  turn(group) {
    const opened = new Set(this.opened);
    if (!opened.delete(group)) {
      opened.add(group);
    }
    this.opened = opened;
  }

  spans(step, now) {
    return spansOf(step, now, this.underway.some((each) => each.step === step.id));
  }

  bar(spans, x) {
    return html`<svg class="bar" viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none"
      aria-hidden="true">${failuresLast(spans).map((span) => rect(span, x))}</svg>`;
  }
}
customElements.define('sw-waterfall', Waterfall);

function rowKey({ step, group, more }) {
  return step ? `step ${step.id}` : group ? `group ${group}` : `more ${more}`;
}

/** The visible part of a span, with a minimum width. */
function rect([from, to, name, says], x) {
  if (x(to) < 0 || x(from) > WIDTH) {
    return nothing;
  }
  const left = Math.min(Math.max(0, x(from)), WIDTH - NARROWEST);
  const width = Math.max(NARROWEST, Math.min(WIDTH, x(to)) - left);
  const title = `${visible(says)}: ${duration(to - from)}, from ${absolute(from)}`;
  return svg`<rect class=${name} x=${left} y="2" height="12" width=${width}>
    <title>${title}</title></rect>`;
}

/** Removes spans that would be drawn over another one of their class. */
function thinned(spans, x) {
  const drawn = new Set();
  return spans.filter(([from, to, name]) => {
    const place = `${name} ${Math.round(x(from) / 2)} ${Math.round(x(to) / 2)}`;
    return !drawn.has(place) && drawn.add(place);
  });
}

function tally(steps) {
  const counts = STATUSES.map((status) => [
    status,
    steps.filter((step) => step.status === status).length,
  ]);
  return counts
    .filter(([, number]) => number > 0)
    .map(([status, number]) => html`<span class="times sign ${status}"><span aria-hidden="true"
      >${sign(status)}</span>${count(number)}<span class="visually-hidden"> ${status}</span></span>`);
}
