import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { get, query } from '../api.js';
import { count, visible } from '../format.js';
import { eventSource, segment } from '../router.js';
import { payload } from '../parts/payload.js';
import { eventLink, problem, when } from '../parts/small.js';

const PAGE = 20;
const MOST_AT_ONCE = 200;

/** The events of a batch in order of arrival, page by page. */
class Batch extends Element {
  static properties = {
    runId: { attribute: false },
    gathered: { attribute: false },
    events: { state: true },
    opened: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.events = [];
    this.opened = new Set();
  }

  /** A batch that gathers gets events at its end, so only those that are missing are asked for. */
  willUpdate(changed) {
    if (changed.has('gathered') && this.events.length < PAGE) {
      this.more(PAGE - this.events.length);
    }
  }

  async more(limit) {
    if (this.isAsking || this.events.length >= this.gathered) {
      return;
    }
    this.isAsking = true;
    try {
      const page = await get(`api/runs/${segment(this.runId)}/events${query({
        offset: this.events.length, limit })}`);
      this.events = [...this.events, ...page.events];
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.isAsking = false;
  }

  turn(id) {
    const opened = new Set(this.opened);
    if (!opened.delete(id)) {
      opened.add(id);
    }
    this.opened = opened;
  }

  render() {
    const left = this.gathered - this.events.length;
    return html`${problem(this.error)}
      <ol class="batch">${this.events.map((event) => this.event(event))}</ol>
      ${this.events.length === 0 && !this.error ? html`<p class="loading">Loading…</p>` : nothing}
      ${left > 0 && this.events.length > 0
        ? html`<button type="button" class="small" @click=${() => this.more(MOST_AT_ONCE)}>${left
            > MOST_AT_ONCE ? `Show ${MOST_AT_ONCE} more` : `Show the last ${count(left)}`}</button>`
        : nothing}`;
  }

  event(event) {
    const isOpen = this.opened.has(event.id);
    return html`<li>
      <div class="head"><button type="button" class="quiet" aria-expanded=${isOpen}
          aria-label="Payload of ${visible(event.id)}" @click=${() => this.turn(event.id)}>${isOpen
            ? '▾'
            : '▸'}</button>
        ${eventLink(event.id)} <span class="soft">${when(event.time)}</span></div>
      ${isOpen
        ? payload(event.data, event.dataLeftOut, eventSource(event.id),
          (whole) => whole.data)
        : nothing}</li>`;
  }
}
customElements.define('sw-batch', Batch);
