import { html, nothing } from 'lit';
import { absolute, visible } from '../format.js';
import { functionLink, runLink, when } from '../parts/small.js';

const MOST_RETRIES = 5;
const RUN_ID = /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;

const UNTIL = {
  'awaiting-attempt': 'not before',
  'awaiting-event': 'at the latest',
  'awaiting-limit': 'not before',
};

/**
 * Why a live run does not progress.
 *
 * @param pick called with the id of a step that is named
 */
export function reasonList({ run, reasons, steps }, pick) {
  const named = new Set(reasons.map(({ step }) => step));
  const others = steps.filter((step) => step.status === 'retrying' && !named.has(step.id));
  return html`<ul class="reasons" aria-label="Current state">
    ${reasons.map((reason) => {
      const step = steps.find(({ id, error }) => id === reason.step && error);
      return html`<li class=${reason.type}>${reason.step
        ? html`${stepButton(reason.step, pick)}: `
        : nothing}${reason.type === 'paused' ? paused(run) : said(reason, run.id)}${step
        ? lastErrorOf(step)
        : nothing}</li>`;
    })}${others.slice(0, MOST_RETRIES).map((step) => html`<li class="awaiting-attempt">${stepButton(
      step.id, pick)}: attempt ${step.attempts} failed${lastErrorOf(step)}</li>`)}</ul>`;
}

/** A paused function is resumed on its page. */
function paused(run) {
  return html`function ${functionLink(run.function)} is paused: resume it`;
}

/** What a step of this run waits for. */
export function reasonsOf(step, { run, reasons }) {
  const own = reasons.filter((reason) => reason.step === step.id);
  return own.length === 0
    ? nothing
    : html`<ul class="reasons">${own.map((reason) => html`<li>${said(reason, run.id)}</li>`)}</ul>`;
}

function stepButton(id, pick) {
  return html`<button type="button" class="link mono"
    @click=${() => pick(id)}>${visible(id)}</button>`;
}

/** A reason in words; the ids of runs in it are links, and the run itself is called that. */
function said({ type, says, until }, own) {
  const parts = says
    .replace(`held by run ${own}`, 'held by another branch of this run')
    .split(RUN_ID);
  const shown = parts.map((part, index) => (index % 2 === 1 ? runLink(part) : visible(part)));
  return html`${shown}${until
    ? html`, ${UNTIL[type] ?? 'until'} ${absolute(until)} (${when(until)})`
    : nothing}`;
}

function lastErrorOf(step) {
  return html`<span class="last-error"><strong class="mono">${visible(step.error.type)}</strong>${
    step.error.message ? html`: ${visible(step.error.message)}` : nothing}</span>`;
}
