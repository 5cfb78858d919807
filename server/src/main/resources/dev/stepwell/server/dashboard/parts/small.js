import { html, nothing } from 'lit';
import { eventPage, segment } from '../router.js';
import { handled } from './handlers.js';
import { absolute, ago, short, visible } from '../format.js';
import { copy } from './copy.js';
import { trace } from './trace.js';

export { copy };

const SIGNS = {
  completed: '✓',
  failed: '✕',
  cancelled: '⊘',
  running: '▶',
  waiting: '◷',
  queued: '⋯',
  retrying: '↻',
  skipped: '↷',
};

/** A status: a sign and the word, so that colour is never all that tells. */
export function status(word) {
  return html`<span class="status ${word}"><span class="sign" aria-hidden="true">${sign(word)}</span
    >${word}</span>`;
}

export function sign(word) {
  return SIGNS[word] ?? '·';
}

/** What a run does, in one word: that it attempts a step again says more than that it waits. */
export function wordOf(run) {
  return run.retry ? 'retrying' : run.status;
}

/** A time as it is from now, with the whole of it to be read on hovering. */
export function when(time) {
  return time ? html`<time datetime=${time} title=${absolute(time)}>${ago(time)}</time>` : '–';
}

export function runLink(id, label = short(id)) {
  return html`<a class="mono" href="runs/${id}" title=${id}>${label}</a>`;
}

/** A handler of failures or cancellations is shown with the function whose runs it handles. */
export function functionLink(id) {
  return html`<a class="long" href="functions/${segment(handled(id))}"
    title=${visible(id)}>${visible(id)}</a>`;
}

export function eventLink(id) {
  return html`<a class="mono" href=${eventPage(id)} title=${visible(id)}>${id.length > 24
    ? short(id)
    : visible(id)}</a>`;
}

/** Who or what cancelled a run. */
export function canceller(run) {
  const known = {
    call: 'a call',
    timeout: 'its timeout',
    caller: 'its caller',
    singleton: 'a newer run of its key',
    retired: 'the retirement of its function',
  };
  return known[run.cancelledBy] ?? html`event ${eventLink(run.cancelledBy)}`;
}

/**
 * What a run has to say of its last error: that of a run which has failed, or of a step that is
 * attempted again.
 */
export function lastError(run) {
  if (run.error) {
    return html`<span class="bad" title=${visible(run.error.message)}>${run.error.step
      ? html`<span class="mono">${visible(run.error.step)}</span>: `
      : nothing}${visible(run.error.message ?? run.error.type)}</span>`;
  }
  const { retry } = run;
  const next = retry.dueAt ? html`; next ${when(retry.dueAt)}` : nothing;
  return html`<span class="amber" title=${visible(retry.message)}><span class="mono">${visible(
    retry.step)}</span> (attempt ${retry.attempts}): ${visible(
    retry.message ?? retry.type)}${next}</span>`;
}

/** What went wrong with a request, if something did. */
export function problem(error) {
  if (!error) {
    return nothing;
  }
  const errors = error.problem?.errors ?? [];
  return html`<div class="problem" role="alert">
    ${errors.length > 1
      ? html`<ul>${errors.map((each) => html`<li>${visible(each)}</li>`)}</ul>`
      : visible(error.message)}
  </div>`;
}

/** An error of a run or a step, with its stack trace. */
export function failure(error) {
  return html`<div class="failure">
    <p><strong class="mono">${visible(error.type)}</strong></p>
    ${error.message
      ? html`<pre class="message" tabindex="0" role="region" aria-label="Message">${visible(
          error.message, { lines: true })}</pre>`
      : nothing}
    ${error.stackTrace ? trace(error.stackTrace) : nothing}
  </div>`;
}
