import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, runsOf } from '../api.js';
import { eventSource, listAddress } from '../router.js';
import { absolute, visible } from '../format.js';
import { hasEnded, inTurn } from '../parts/merge.js';
import { payload } from '../parts/payload.js';
import {
  copy, functionLink, lastError, problem, runLink, status, when, wordOf,
} from '../parts/small.js';

/** The part of an answer; a constant, so that an equal payload is not rendered again. */
const dataOf = (whole) => whole.data;

const MOST_ASKED = 100;

/** The characters of a payload that is not read again and again. */
const LARGE = 100_000;

/** An event, with its payload and the runs that it started. */
class EventView extends RefreshingElement {
  static properties = {
    eventId: { attribute: false },
    event: { state: true },
    error: { state: true },
  };

  async load() {
    try {
      this.event = await get(eventSource(this.eventId));
      this.isLarge = (JSON.stringify(this.event.data) ?? '').length > LARGE;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** Of an event with a large payload only the runs are asked for, until they have ended. */
  async refresh() {
    if (!this.event || !this.isLarge) {
      await this.load();
      return;
    }
    const open = this.event.runs.filter((run) => !hasEnded(run));
    const ids = inTurn(open, this.lastAsked, MOST_ASKED).map(({ id }) => id);
    if (ids.length > 0) {
      this.lastAsked = ids.at(-1);
      await this.refreshRuns(ids);
    }
  }

  async refreshRuns(ids) {
    try {
      const found = new Map((await runsOf(ids)).map((run) => [run.id, run]));
      const runs = this.event.runs.map((run) => ({ ...run, ...found.get(run.id) }));
      this.event = { ...this.event, runs };
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const { event } = this;
    return html`${this.head(event)}
      ${problem(this.error)}
      ${event
        ? html`<section class="pane" aria-labelledby="data-heading">
            <h2 id="data-heading">Payload</h2>
            ${payload(event.data, null, eventSource(event.id), dataOf)}</section>
          <section class="pane" aria-labelledby="started-heading">
            <h2 id="started-heading">Started runs</h2>${this.started(event)}</section>`
        : nothing}`;
  }

  head(event) {
    const send = () => this.dispatchEvent(new CustomEvent('sw-send', {
      bubbles: true,
      detail: { name: event.name },
    }));
    const list = event
      ? html` / <a href="events?name=${encodeURIComponent(event.name)}">${visible(event.name)}</a>`
      : nothing;
    return html`<header class="page-head"><div>
        <p class="crumbs"><a href=${listAddress('events')}>Events</a>${list}</p>
        <h1>${event
          ? html`Event <span class="mono id">${visible(event.name)}</span>`
          : 'Event'}</h1>
        <dl class="facts"><div><dt>Id</dt><dd><span class="mono id">${visible(this.eventId)}</span>
            ${copy(this.eventId, 'the id of the event')}</dd></div>
          ${event
            ? html`<div><dt>Time</dt><dd>${absolute(event.time)} (${when(event.time)})</dd></div>`
            : nothing}</dl>
      </div>${event
        ? html`<div class="buttons"><button type="button" @click=${send}>Send a similar
            event…</button></div>`
        : nothing}</header>`;
  }

  started({ name, runs }) {
    return runs.length === 0
      ? html`<p class="empty">No runs. No function is started by <span class="mono">${visible(
          name)}</span>, or the event only ended waits and cancelled runs.</p>`
      : html`<table class="cards"><thead><tr><th scope="col">Status</th>
          <th scope="col">Function</th><th scope="col">Run</th><th scope="col">Created</th>
          <th scope="col">Error</th></tr></thead>
        <tbody>${runs.map((run) => html`<tr class=${wordOf(run)}><td>${status(wordOf(run))}</td>
          <td class="name">${functionLink(run.function)}</td>
          <td data-label="Run">${runLink(run.id)}</td>
          <td data-label="Created">${when(run.createdAt)}</td>
          <td class="says">${run.error || run.retry ? lastError(run) : nothing}</td>
        </tr>`)}</tbody></table>`;
  }
}
customElements.define('sw-event', EventView);
