import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, query } from '../api.js';
import { parameters, path } from '../router.js';
import { count } from '../format.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { functionLink, problem, runLink, when } from '../parts/small.js';

/** Failed runs, grouped by function, step and exception. */
class Errors extends RefreshingElement {
  static properties = { failures: { state: true }, error: { state: true } };

  isShown() {
    return path() === '/errors';
  }

  async load() {
    try {
      this.failures = await get(`api/failures${query({ minutes: minutes(parameters().window ?? '24h') })}`);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="page-head"><h1>Errors</h1><div class="filters">${windowSelect({ any: false, usual: '24h' })}</div></header>
      ${problem(this.error)}
      ${!this.failures
        ? html`<p class="loading">Looking …</p>`
        : this.failures.groups.length === 0
          ? html`<section class="empty"><p>No run that was created in this time has failed.</p></section>`
          : html`${this.failures.complete ? nothing : html`<p class="note">Only the newest 200 000 runs of this time were looked at.</p>`}
            <div class="scroll" tabindex="0" role="region" aria-label="Errors"><table class="errors">
            <thead><tr><th scope="col">Runs</th><th scope="col">Function and step</th><th scope="col">Exception</th><th scope="col">First seen</th><th scope="col">Last seen</th><th scope="col">Latest runs</th></tr></thead>
            <tbody>${this.failures.groups.map((group) => html`<tr>
              <td class="number bad"><a href="runs${query({ function: group.function, status: 'failed', text: group.type, window: parameters().window ?? '24h' })}">${count(group.count)}</a></td>
              <td>${functionLink(group.function)}<br><span class="mono quiet-text">${group.step ?? 'in the function itself'}</span></td>
              <td class="says"><strong class="mono">${group.type}</strong><br><span title=${group.lastMessage}>${group.lastMessage}</span></td>
              <td>${when(group.firstSeen)}</td><td>${when(group.lastSeen)}</td>
              <td>${group.lastRuns.map((run) => html`${runLink(run)}<br>`)}</td></tr>`)}</tbody></table></div>`}`;
  }
}
customElements.define('sw-errors', Errors);
