import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { RefreshingElement } from '../base.js';
import { get, post, query } from '../api.js';
import { path } from '../router.js';
import { count, duration, visible } from '../format.js';
import { confirm } from '../parts/confirm.js';
import { functionLink, problem, when } from '../parts/small.js';

const KINDS = {
  attempts: 'at the same time',
  runs: 'runs, from start to end',
  starts: 'starts',
};

const ACTIONS = {
  override: 'set',
  remove_override: 'removed override',
  drop: 'cancelled waiting runs',
  release: 'released',
  move: 'moved run',
};

const DURATIONS = [
  ['15 minutes', 15],
  ['1 hour', 60],
  ['8 hours', 480],
  ['1 day', 1440],
  ['7 days', 10_080],
];

/** How many keys of a limit are shown at first. */
const FEW = 10;

const CHANGES = 50;

/** Limits of the same step of several functions together; each other limit alone. */
function byStep(limits) {
  const groups = new Map();
  for (const limit of limits) {
    const [{ function: id, step } = {}] = limit.owners;
    const isOwn = limit.owners.length === 1 && step && limit.name.includes(` ${id} > ${step}`);
    const group = isOwn ? `${limit.name.replace(`${id} > `, '')}` : ` ${limit.name}`;
    groups.set(group, [...(groups.get(group) ?? []), limit]);
  }
  return [...groups.values()];
}

/** What a limit is on: functions, or steps of functions. */
function owners(limit) {
  const named = limit.owners.slice(0, FEW).map(({ function: id, step }) => html`<li>${step
    ? html`step <span class="mono">${visible(step)}</span> of `
    : nothing}${functionLink(id)}</li>`);
  const left = limit.owners.length - named.length;
  return named.length === 0
    ? nothing
    : html`<ul class="owners" aria-label="Limits">${named}${left > 0
        ? html`<li>${count(left)} more</li>`
        : nothing}</ul>`;
}

/** The limits on runs: what runs and waits under them, and what operators change. */
class Limits extends RefreshingElement {
  static properties = {
    limits: { state: true },
    changes: { state: true },
    editing: { state: true },
    dropping: { state: true },
    busy: { state: true },
    opened: { state: true },
    error: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    this.opened = new Set();
    this.changes = [];
  }

  isShown() {
    return path() === '/limits';
  }

  async load() {
    try {
      const [limits, page] = await Promise.all([
        get('api/limits'),
        get(`api/limits/changes${query({ limit: CHANGES })}`),
      ]);
      this.limits = limits;
      this.take(page);
      this.hasOlder ??= page.next !== null;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** Sends a change, and shows what it has made of the limits. */
  async change(action, body) {
    this.busy = true;
    try {
      await post(`api/limits/${action}`, body);
      this.editing = null;
      this.dropping = null;
      this.refusal = null;
      await this.load();
    } catch (error) {
      this.refusal = error;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<header class="page-head"><h1>Limits</h1></header>
      ${problem(this.error)}
      ${this.editing || this.dropping ? nothing : problem(this.refusal)}
      ${!this.limits
        ? html`<p class="loading">${this.error ? '' : 'Loading…'}</p>`
        : html`${this.limits.length === 0
            ? html`<section class="empty"><h2>No limits</h2>
                <p>Functions declare them with @Concurrency and @Throttle.</p></section>`
            : byStep(this.limits).map((limits) => this.pane(limits))}
          ${this.history()}`}
      ${this.editing ? this.editor() : nothing}
      ${this.dropping ? this.dropper() : nothing}`;
  }

  /** A limit, or the limits of one step: each function that calls the step has one. */
  pane(limits) {
    if (limits.length === 1) {
      const [{ name }] = limits;
      return html`<section class="pane limit" aria-label=${visible(name)}>${this.limit(
        limits[0], html`<h2>${visible(name)}</h2>`)}</section>`;
    }
    const { step } = limits[0].owners[0];
    return html`<section class="pane limit" aria-label="Step ${visible(step)}">
      <h2>Step ${visible(step)}</h2>
      <p class="soft">${count(limits.length)} functions call it. Each has a limit of its own.</p>
      ${limits.map((limit) => html`<section class="of-function" aria-label=${visible(limit.name)}>${
        this.limit(limit, html`<h3>${visible(limit.name)}</h3>`)}</section>`)}
    </section>`;
  }

  limit(limit, heading) {
    const { name, kind, amount, declared, periodMillis, override } = limit;
    return html`<header>${heading}
        <div class="actions">
          <button type="button" @click=${() => this.edit(limit)}>${override
            ? 'Change'
            : 'Override'}</button>
          ${override
            ? html`<button type="button" ?disabled=${this.busy}
                @click=${() => this.change('remove-override', { limit: name })}>Remove
                override</button>`
            : nothing}
        </div></header>
      <p><strong class="number">${count(amount)}</strong> ${KINDS[kind]}${
        periodMillis === null ? nothing : html` in ${duration(periodMillis)}`}.
        ${override
          ? html`<span class="override">Overridden${
              override.by ? html` by ${visible(override.by)}` : nothing}; ends ${when(
              override.until)}; the code declares <span
              class="number">${count(declared)}</span>.</span>`
          : nothing}</p>
      ${owners(limit)}
      ${limit.keys.length === 0 ? html`<p class="soft">No key is in use.</p>` : this.keys(limit)}`;
  }

  keys(limit) {
    const isOpen = this.opened.has(limit.name);
    const shown = isOpen ? limit.keys : limit.keys.slice(0, FEW);
    const columns = ['Key', 'Running', 'Waiting', 'Next start', 'Actions'];
    return html`<div class="scroll" tabindex="0" role="region"
        aria-label="Keys of ${visible(limit.name)}">
      <table class="keys cards">
      <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${shown.map((key) => this.key(limit, key))}</tbody></table></div>
      ${shown.length < limit.keys.length
        ? html`<button type="button" class="quiet" @click=${() => this.open(limit.name)}>Show all
            ${count(limit.keys.length)} keys</button>`
        : nothing}
      ${limit.complete ? nothing : html`<p class="soft">There are more keys than these.</p>`}`;
  }

  open(name) {
    this.opened = new Set(this.opened).add(name);
  }

  key(limit, { key, running, waiting, moreWait, nextStart }) {
    const shown = key === '[]' ? 'all runs' : visible(key);
    const drop = () => { this.dropping = { limit: limit.name, key, shown, waiting, moreWait }; };
    return html`<tr>
      <td class="name mono long">${shown}</td>
      <td class="number" data-label="Running">${limit.kind === 'starts' ? '–' : count(running)}</td>
      <td class="number" data-label="Waiting">${count(waiting)}${moreWait ? '+' : ''}</td>
      <td data-label="Next start">${nextStart ? when(nextStart) : '–'}</td>
      <td class="actions" data-label="Actions">
        <button type="button" class="quiet" ?disabled=${this.busy} aria-label="Release ${shown}"
          title="Counts anew what is taken, and lets the next run start now"
          @click=${() => this.change('release', { limit: limit.name, key })}>Release</button>
        <button type="button" class="quiet" ?disabled=${this.busy || waiting === 0}
          aria-label="Drop what waits for ${shown}"
          @click=${drop}>Drop</button>
      </td></tr>`;
  }

  edit({ name, amount }) {
    this.refusal = null;
    this.editing = { limit: name, amount, minutes: 60 };
  }

  editor() {
    const { limit, amount, minutes } = this.editing;
    const set = (changes) => { this.editing = { ...this.editing, ...changes }; };
    const submit = (event) => {
      event.preventDefault();
      this.save();
    };
    const content = html`<form class="override-form" @submit=${submit}>
      <p class="long">${visible(limit)}, for all keys.</p>
      <label class="field"><span>Amount</span><input type="number" min="1" step="1" required
        .value=${String(amount)} @input=${({ target }) => set({ amount: target.value })}></label>
      <label class="field"><span>For</span><select
        @change=${({ target }) => set({ minutes: Number(target.value) })}>
        ${DURATIONS.map(([title, value]) => html`<option value=${value}
          .selected=${live(value === minutes)}>${title}</option>`)}</select></label>
      ${problem(this.refusal)}</form>`;
    return confirm({
      heading: 'Override the limit',
      content,
      verb: 'Override',
      keep: 'Cancel',
      isBusy: this.busy || !(Number(amount) >= 1),
    }, () => this.save(), () => { this.editing = null; });
  }

  save() {
    const { limit, amount, minutes } = this.editing;
    return this.change('override', { limit, amount: Number(amount), minutes });
  }

  dropper() {
    const { limit, key, shown, waiting, moreWait } = this.dropping;
    const content = html`<p><span class="number">${count(waiting)}${moreWait
        ? ' or more'
        : ''}</span> runs wait for <span class="mono long">${shown}</span> of <span
        class="long">${visible(limit)}</span>. Those that have not started are cancelled.</p>${
      problem(this.refusal)}`;
    return confirm({
      heading: 'Cancel the waiting runs?',
      content,
      verb: 'Cancel the runs',
      keep: 'Keep them',
      isDanger: true,
      isBusy: this.busy,
    }, () => this.change('drop', { limit, key }), () => { this.dropping = null; });
  }

  history() {
    const changes = this.changes;
    if (changes.length === 0) {
      return nothing;
    }
    const columns = ['When', 'Who', 'What', 'Limit', 'Before', 'After'];
    return html`<section class="pane" aria-label="Changes of limits"><h2>Changes</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Changes">
      <table class="changes cards">
      <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${changes.map((change) => this.changed(change))}</tbody></table></div>
      ${this.hasOlder
        ? html`<button type="button" class="quiet"
            @click=${() => this.more(changes.at(-1).number)}>Show older changes</button>`
        : nothing}
    </section>`;
  }

  /** Adds a page of changes to those that were shown before, newest first. */
  take({ changes }) {
    const all = new Map([...this.changes, ...changes].map((change) => [change.number, change]));
    this.changes = [...all.values()].sort((one, other) => other.number - one.number);
  }

  async more(before) {
    try {
      const page = await get(`api/limits/changes${query({ before, limit: CHANGES })}`);
      this.take(page);
      this.hasOlder = page.next !== null;
    } catch (error) {
      this.error = error;
    }
  }

  changed({ at, by, action, limit, key, run, before, after }) {
    return html`<tr>
      <td data-label="When">${when(at)}</td>
      <td data-label="Who">${by ? visible(by) : '–'}</td>
      <td data-label="What">${ACTIONS[action] ?? action}</td>
      <td class="long" data-label="Limit">${run
        ? html`<a href="runs/${run}" class="mono">${run}</a>`
        : html`${visible(limit)}${key
          ? html` <span class="mono">${visible(key)}</span>`
          : nothing}`}</td>
      <td data-label="Before">${before ?? '–'}</td>
      <td data-label="After">${after ?? '–'}</td></tr>`;
  }
}
customElements.define('sw-limits', Limits);
