import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get } from '../api.js';
import { segment } from '../router.js';
import { absolute } from '../format.js';
import { payload } from '../parts/payload.js';
import { copy, functionLink, problem, runLink, status, when } from '../parts/small.js';

/** An event, with its payload and what it started. */
class EventView extends RefreshingElement {
  static properties = { eventId: { attribute: false }, event: { state: true }, error: { state: true } };

  async load() {
    try {
      this.event = await get(`api/events/${segment(this.eventId)}`);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const { event } = this;
    return html`<header class="page-head"><div>
        <p class="crumbs"><a href="events">Events</a>${event ? html` / <a href="events?name=${encodeURIComponent(event.name)}">${event.name}</a>` : nothing}</p>
        <h1><span class="mono id">${this.eventId}</span> ${copy(this.eventId, 'the id of the event')}</h1>
        ${event ? html`<dl class="facts"><div><dt>Name</dt><dd class="mono">${event.name}</dd></div><div><dt>Time</dt><dd>${absolute(event.time)} (${when(event.time)})</dd></div></dl>` : nothing}
      </div>${event ? html`<div class="buttons"><button type="button" @click=${() => this.dispatchEvent(new CustomEvent('sw-send', { bubbles: true, detail: { name: event.name } }))}>Send one like it</button></div>` : nothing}</header>
      ${problem(this.error)}
      ${event
        ? html`<section class="pane" aria-labelledby="data-heading"><h2 id="data-heading">Payload</h2>${payload(event.data)}</section>
          <section class="pane" aria-labelledby="started-heading"><h2 id="started-heading">What it started</h2>
            ${event.runs.length === 0
              ? html`<p class="empty">No run. Nothing listened to <span class="mono">${event.name}</span>, or it only ended waits and cancelled runs.</p>`
              : html`<table><thead><tr><th scope="col">Status</th><th scope="col">Function</th><th scope="col">Run</th><th scope="col">Created</th></tr></thead>
                <tbody>${event.runs.map((run) => html`<tr><td>${status(run.status)}</td><td>${functionLink(run.function)}</td><td>${runLink(run.id)}</td><td>${when(run.createdAt)}</td></tr>`)}</tbody></table>`}</section>`
        : nothing}`;
  }
}
customElements.define('sw-event', EventView);
