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

/**
 * The rows of a chunk, whose layout the browser skips outside of the window; style.css has its
 * height.
 */
const CHUNK = 40;
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

  willUpdate() {
    const { activeElement } = document;
    this.focused = this.contains(activeElement) ? { ...activeElement.dataset } : null;
  }

  /** A row that has moved to another chunk is a new element, which gets the focus back. */
  updated() {
    this.mark();
    const { step, group } = this.focused ?? {};
    if ((step || group) && document.activeElement === document.body) {
      (step ? this.rowOf(step) : this.groupOf(group))?.focus({ preventScroll: true });
    }
  }

  /** Changes only the rows that were and that are selected: a change of all would restyle them. */
  mark() {
    const row = this.rowOf(this.selected);
    if (row !== this.marked) {
      this.marked?.setAttribute('aria-pressed', 'false');
      row?.setAttribute('aria-pressed', 'true');
      this.marked = row;
    }
  }

  rowOf(id) {
    return id ? this.querySelector(`.row.step[data-step="${CSS.escape(id)}"]`) : null;
  }

  groupOf(id) {
    return this.querySelector(`.row.group[data-group="${CSS.escape(id)}"]`);
  }

  /** Selects and focuses the step above or below the selected one. */
  move(by) {
    const ids = this.rows.flatMap(({ step }) => (step ? [step.id] : []));
    const at = ids.indexOf(this.selected);
    const id = ids[Math.min(ids.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (id) {
      this.rowOf(id).focus();
      this.pick(id, true);
    }
  }

  focusSelected() {
    this.rowOf(this.selected)?.focus({ preventScroll: true });
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
    const at = step?.startedAt ? Date.parse(step.startedAt) : (start + end) / 2;
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
    this.rows = rowsOf(this.steps, this.opened, this.selected, this.most);
    const started = this.run.startedAt ? Date.parse(this.run.startedAt) : to;
    return html`
      <div class="waterfall" @wheel=${this.wheel}>
        ${this.tools(this.steps.length)}
        <div class="row head"><span class="label">From its creation</span>
          <span class="ticks" aria-hidden="true">${[0, 0.5, 1].map((part) =>
            html`<span>${duration(start - from + (end - start) * part)}</span>`)}</span>
          <span class="time">Duration</span></div>
        <div class="row run"><span class="label">run</span>${this.bar([
          [from, started, 'queueing', 'queueing'],
          [started, to, `whole ${this.run.status}`, 'from its start'],
        ], x)}<span class="time">${duration(to - from)}</span></div>
        ${chunks(this.rows).map((rows) => html`<div
          class="chunk ${rows.length === CHUNK ? 'full' : ''}"
          >${repeat(rows, rowKey, (row) => this.row(row, x, to))}</div>`)}
        <p class="legend">
          ${this.keys().map((name) => html`<span><span
            class="key ${name}"></span>${name === 'failed' ? 'failed attempt' : name}</span>`)}
          <span class="keys">↑ ↓ step · Esc close · + − zoom</span></p>
      </div>`;
  }

  keys() {
    const isCancelled = this.steps.some(({ status }) => status === 'cancelled');
    return ['queueing', 'running', 'failed', 'waiting', ...(isCancelled ? ['cancelled'] : [])];
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
    const length = spans.length === 0 ? null : spans.at(-1)[1] - spans[0][0];
    return html`<button type="button" class="row step ${step.status} ${isWithin ? 'within' : ''}"
        data-step=${step.id} aria-pressed="false" @click=${() => this.pick(step.id)}>
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
    return html`<button type="button" class="row group" data-group=${group} aria-expanded=${isOpen}
        @click=${() => this.turn(group)}>
      <span class="label" title=${visible(group)}><span
          aria-hidden="true">${isOpen ? '▾' : '▸'}</span>
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

function chunks(rows) {
  const all = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    all.push(rows.slice(from, from + CHUNK));
  }
  return all;
}

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
      >${sign(status)}</span>${count(number)}<span
      class="visually-hidden"> ${status}</span></span>`);
}
