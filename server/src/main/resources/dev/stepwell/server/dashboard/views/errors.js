import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, query } from '../api.js';
import { parameters, path } from '../router.js';
import { count, visible } from '../format.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { functionLink, problem, runLink, when } from '../parts/small.js';

/** Failed and retrying runs, grouped by function, step and exception. */
class Errors extends RefreshingElement {
  static properties = { failures: { state: true }, error: { state: true } };

  isShown() {
    return path() === '/errors';
  }

  async load() {
    try {
      const wanted = { minutes: minutes(parameters().window ?? '24h') };
      this.failures = await get(`api/failures${query(wanted)}`);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="page-head"><h1>Errors</h1>
        <div class="filters">${windowSelect({ any: false, usual: '24h' })}</div></header>
      ${problem(this.error)}
      ${!this.failures
        ? html`<p class="loading">${this.error ? '' : 'Loading…'}</p>`
        : this.failures.groups.length === 0
          ? html`<section class="empty">
              <p>No run that was created in this period has failed, and none is retrying.</p>
            </section>`
          : this.table(this.failures)}`;
  }

  table({ complete, groups }) {
    return html`${complete
      ? nothing
      : html`<p class="note">Only the newest 200 000 runs of this period were searched, and the
          latest 200 groups are shown.</p>`}
      <div class="scroll" tabindex="0" role="region" aria-label="Errors">
      <table class="errors cards">
      <thead><tr><th scope="col">Failed</th><th scope="col">Retrying</th>
        <th scope="col">Function and step</th><th scope="col">Exception</th>
        <th scope="col">First seen</th><th scope="col">Last seen</th>
        <th scope="col">Latest runs</th></tr></thead>
      <tbody>${groups.map((group) => this.row(group))}</tbody></table></div>`;
  }

  row(group) {
    const runs = (statuses, window) => `runs${query({
      function: group.function, status: statuses, text: group.type, window })}`;
    const window = parameters().window ?? '24h';
    return html`<tr>
      <td class="number bad" data-label="Failed">${group.count > 0
        ? html`<a href=${runs('failed', window)}>${count(group.count)}</a>`
        : '–'}</td>
      <td class="number amber" data-label="Retrying">${group.retrying > 0
        ? html`<a href=${runs('retrying')}>${count(group.retrying)}</a>`
        : '–'}</td>
      <td class="name">${functionLink(group.function)}<br><span class="mono quiet-text">${group.step
        ? visible(group.step)
        : 'in the function itself'}</span></td>
      <td class="says"><strong class="mono">${visible(group.type)}</strong><br>
        <span title=${visible(group.lastMessage)}>${visible(group.lastMessage)}</span></td>
      <td data-label="First seen">${when(group.firstSeen)}</td>
      <td data-label="Last seen">${when(group.lastSeen)}</td>
      <td data-label="Latest runs" class="latest">${group.lastRuns.map((run) =>
        html`${runLink(run)} `)}</td></tr>`;
  }
}
customElements.define('sw-errors', Errors);
