import { html, nothing } from 'lit';
import { count, visible } from '../format.js';
import { baseId } from '../parts/rows.js';

const MOST_NAMES = 12;

function hasEnded(step) {
  return ['completed', 'failed', 'cancelled'].includes(step.status);
}

/** The steps whose results a run from this step keeps: those that ended before it started. */
export function kept(steps, from) {
  if (!from) {
    return [];
  }
  const at = steps.findIndex(({ id }) => id === from.id);
  return steps.filter((step, index) => step.id !== from.id && hasEnded(step)
    && (step.endedAt < from.startedAt || (index < at && step.endedAt === from.startedAt)));
}

function names(steps) {
  const numbers = new Map();
  for (const { id } of steps) {
    numbers.set(baseId(id), (numbers.get(baseId(id)) ?? 0) + 1);
  }
  const all = [...numbers];
  const rest = all.length - MOST_NAMES;
  return html`${all.slice(0, MOST_NAMES).map(([id, number], index) => html`${index > 0
    ? ', '
    : ''}<span class="mono">${visible(id)}</span>${number > 1
    ? ` ×${count(number)}`
    : ''}`)}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function words(number) {
  return `${count(number)} ${number === 1 ? 'step' : 'steps'}`;
}

/** Describes a rerun. */
export function rerunPlan(shown, from) {
  const { run, steps } = shown;
  const keeps = kept(steps, from);
  const again = steps.filter((step) => !keeps.includes(step));
  const input = shown.event
    ? html`the same event, <span class="mono">${visible(shown.event.name)}</span>`
    : 'the same event';
  return html`<p>A new run of <strong>${visible(run.function)}</strong> starts now, with ${input}.
      This run does not change.</p>
    ${keeps.length > 0
      ? html`<p>The stored results of <strong>${words(keeps.length)}</strong> are kept:
          ${names(keeps)}.</p>`
      : nothing}
    ${again.length > 0
      ? html`<p><strong>${words(again.length)}</strong> of this run will execute again, with all of
          their effects: ${names(again)}.</p>`
      : html`<p>This run has executed no steps.</p>`}`;
}
