import { html, nothing } from 'lit';
import { stepSource } from '../router.js';
import { absolute, between, duration, visible } from '../format.js';
import { payload } from '../parts/payload.js';
import { outcomeOf, outcomeWords } from '../parts/race.js';
import { eventLink, failure, status, when } from '../parts/small.js';

const KINDS = {
  step: 'step',
  sleep: 'sleep',
  wait: 'wait for an event',
  invoke: 'function call',
  send: 'sending of events',
};
const MOST_ATTEMPTS = 50;

/** The parts of a step's answer; constants, so that equal payloads are not rendered again. */
const inputOf = (whole) => whole.input;
const resultOf = (whole) => whole.result;

/**
 * The details of a step, next to the timeline.
 *
 * @param isEnded whether the run has ended and can be repeated from here
 * @param reasons what the step waits for, rendered
 * @param matched the steps in the graph of the function; null if it is unknown
 */
export function stepDetails(step, runId, {
  isEnded, isBusy, reasons, matched, rerun, close,
}) {
  const address = stepSource(runId, step.id);
  return html`<section class="pane step-details" aria-labelledby="step-heading">
    <header><h2 id="step-heading">${status(step.status)}
        <span class="mono id">${visible(step.id)}</span></h2>
      <button type="button" class="quiet" aria-label="Close the step" title="Esc"
        @click=${close}>✕</button>
    </header>
    ${isEnded
      ? html`<p><button type="button" class="small" ?disabled=${isBusy} @click=${rerun}>Rerun from
          here…</button></p>`
      : nothing}
    ${reasons}
    ${facts(step)}
    ${ways(step)}
    ${error(step)}
    ${step.input || step.inputLeftOut
      ? html`<h3>Input</h3>${payload(step.input, step.inputLeftOut, address, inputOf)}`
      : nothing}
    ${step.status === 'completed'
      ? result(step, address, outcomeOf(step, matched))
      : nothing}
    ${attempts(step)}
  </section>`;
}

/** A step that was cancelled has not failed, although it is stored so. */
function error(step) {
  if (!step.error || step.status === 'completed') {
    return nothing;
  } else if (step.status === 'cancelled') {
    return html`<h3>Cause</h3><p>${visible(step.error.message)}</p>`;
  }
  const heading = step.status === 'retrying' ? 'Last error' : 'Error';
  return html`<h3>${heading}</h3>${failure(step.error)}`;
}

/** A race stores which branches won, which says more in words. */
function result(step, address, outcome) {
  return html`<h3>Result</h3>${outcome
    ? html`<p>${outcomeWords(outcome)}</p>`
    : payload(step.result, step.resultLeftOut, address, resultOf)}`;
}

function facts(step) {
  const isOver = ['completed', 'failed', 'cancelled'].includes(step.status);
  const took = between(step.startedAt, step.endedAt);
  return html`<dl class="facts">
    <div><dt>Kind</dt><dd>${KINDS[step.kind] ?? step.kind}</dd></div>
    ${step.attempts > 0 ? html`<div><dt>Attempts</dt><dd>${step.attempts}</dd></div>` : nothing}
    ${isOver ? html`<div><dt>Duration</dt><dd>${duration(took)}</dd></div>` : nothing}
    ${step.waitsSince
      ? html`<div><dt>Waits for a limit since</dt>
          <dd>${absolute(step.waitsSince)} (${when(step.waitsSince)})</dd></div>`
      : nothing}
    ${step.startedAt
      ? html`<div><dt>Started</dt><dd>${absolute(step.startedAt)}</dd></div>`
      : nothing}
    ${isOver ? html`<div><dt>Ended</dt><dd>${absolute(step.endedAt)}</dd></div>` : nothing}
    ${step.status === 'retrying'
      ? html`<div><dt>Last attempt ended</dt><dd>${absolute(step.endedAt)}</dd></div>`
      : nothing}
    ${step.dueAt
      ? html`<div><dt>${step.status === 'retrying' ? 'Next attempt' : 'Until'}</dt>
          <dd>${absolute(step.dueAt)} (${when(step.dueAt)})</dd></div>`
      : nothing}
  </dl>`;
}

/** The events that a step sent, or the one that ended its wait. */
function ways(step) {
  const isSend = step.kind === 'send';
  const isKnown = step.status === 'completed' && step.result;
  const received = step.kind === 'wait' && isKnown ? [step.result.id] : [];
  const events = isSend && isKnown ? step.result : received;
  return events.length === 0
    ? nothing
    : html`<p>${isSend ? 'Sent' : 'Received'}:
        ${events.slice(0, 20).map((id) => html`${eventLink(id)} `)}</p>`;
}

function attempts(step) {
  const failed = step.failedAttempts;
  if (failed.length === 0) {
    return nothing;
  }
  const latest = [...failed].reverse().slice(0, MOST_ATTEMPTS);
  return html`<h3>Failed attempts, latest first</h3>
    ${latest.map((attempt) => html`<details>
      <summary>Attempt ${attempt.attempt}, ${absolute(attempt.startedAt)}, after ${duration(
        between(attempt.startedAt, attempt.endedAt))}:
        ${visible(attempt.error.message ?? attempt.error.type)}</summary>${failure(attempt.error)}
    </details>`)}
    ${failed.length > latest.length
      ? html`<p class="note">${failed.length - latest.length} earlier ones are not shown.</p>`
      : nothing}`;
}
