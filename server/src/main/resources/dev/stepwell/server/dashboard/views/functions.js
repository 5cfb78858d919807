import { html, nothing } from 'lit';
import { RefreshingElement } from '../base.js';
import { get, query } from '../api.js';
import { parameters, path } from '../router.js';
import { count, duration, percent } from '../format.js';
import { bars } from '../parts/chart.js';
import { minutes, windowSelect } from '../parts/filters.js';
import { functionLink, problem, when } from '../parts/small.js';
import './welcome.js';

const NONE = { created: 0, completed: 0, failed: 0, cancelled: 0, live: 0, duration: {}, queueing: {}, buckets: [] };

/** Whether a function is well: in words, and as a class. */
export function health(known, metrics) {
  if (known.pausedAt) {
    return ['paused', 'paused'];
  } else if (known.replacedBy) {
    return ['replaced', 'cancelled'];
  } else if (known.workers === 0) {
    return ['no worker knows it', 'failed'];
  }
  const ended = metrics.completed + metrics.failed;
  return ended > 0 && metrics.failed / ended > 0.05 ? [`${percent(metrics.failed, ended)} fail`, 'failed'] : ['well', 'completed'];
}

/** What starts a function. */
export function triggers(known) {
  return html`${known.events.map((name) => html`<span class="tag mono">${name}</span> `)}${known.condition === null ? nothing : html`if <span class="mono">${known.condition}</span>`}${known.crons.map((cron) => html`<span class="tag mono" title=${cron.timeZone}>⏱ ${cron.expression}</span> `)}`;
}

/** All functions, with how they do. */
class Functions extends RefreshingElement {
  static properties = { functions: { state: true }, metrics: { state: true }, error: { state: true } };

  isShown() {
    return path() === '/functions';
  }

  async load() {
    try {
      [this.functions, this.metrics] = await Promise.all([
        get('api/functions'),
        get(`api/metrics${query({ minutes: minutes(parameters().window ?? '1h') })}`),
      ]);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="page-head"><h1>Functions</h1><div class="filters">${windowSelect({ any: false, usual: '1h' })}</div></header>
      ${problem(this.error)}
      ${!this.functions
        ? html`<p class="loading">Looking …</p>`
        : this.functions.length === 0
          ? html`<sw-welcome .functions=${[]}></sw-welcome>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="Functions"><table>
              <thead><tr><th scope="col">Function</th><th scope="col">Health</th><th scope="col">Started by</th><th scope="col">Runs</th><th scope="col">Succeeded</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">Over time</th></tr></thead>
              <tbody>${this.functions.map((known) => this.row(known))}</tbody></table></div>`}`;
  }

  row(known) {
    const metrics = this.metrics.functions.find((each) => each.function === known.id) ?? NONE;
    const [word, name] = health(known, metrics);
    return html`<tr>
      <td>${functionLink(known.id)}</td>
      <td><span class="status ${name}"><span class="sign" aria-hidden="true">●</span>${word}</span>${known.pausedAt ? html` ${when(known.pausedAt)}` : nothing}</td>
      <td>${triggers(known)}</td>
      <td class="number"><a href="runs?function=${encodeURIComponent(known.id)}">${count(metrics.created)}</a></td>
      <td class="number">${percent(metrics.completed, metrics.completed + metrics.failed)}</td>
      <td class="number">${duration(metrics.duration.p50)}</td>
      <td class="number">${duration(metrics.duration.p95)}</td>
      <td class="spark">${bars(metrics.buckets, { from: this.metrics.from, to: this.metrics.to, bucketSeconds: this.metrics.bucketSeconds, height: 24, label: `${metrics.created} runs over time, ${metrics.failed} failed` })}</td></tr>`;
  }
}
customElements.define('sw-functions', Functions);
