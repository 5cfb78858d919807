import { html, nothing } from 'lit';
import { count, visible } from '../format.js';
import { flow } from './flow.js';
import { branchLabel, raceAfter, raceHeading } from './race.js';
import { baseId } from './rows.js';
import { sign } from './small.js';

const KINDS = {
  step: 'step',
  sleep: 'sleep',
  wait: 'waits for event',
  invoke: 'calls function',
  send: 'sends event',
};
const ENDS = { return: '◉ ends', throw: '✕ fails', break: '⤓ leaves the loop' };
const ICONS = { step: '■', sleep: '◷', wait: '◈', invoke: '⤷', send: '➤' };

/**
 * A step graph as nested lists: later steps are below, alternative and parallel steps are next to
 * each other.
 *
 * @param matched the result of `match`; null for a graph without a run
 * @param selected the base id of the step that is selected
 * @param pick called with the selected step; null if steps cannot be selected
 */
export function stepGraph(graph, matched, selected, pick) {
  if (graph.nodes.length === 0) {
    return html`<p class="empty">This function has no steps.</p>`;
  }
  const context = { matched, selected, pick };
  return html`<div class="graph">${list(graph.nodes, context)}
    ${matched && matched.strays.length > 0
      ? html`<p class="note">Also ran, but not in the current graph of the function:
          ${[...new Set(matched.strays.map((step) => visible(baseId(step.id))))].join(', ')}</p>`
      : nothing}</div>`;
}

function list(nodes, context) {
  return html`<ol>${nodes.map((node, index) => html`<li>${draw(
    node, context, raceAfter(nodes, index))}</li>`)}</ol>`;
}

function draw(node, context, race) {
  switch (node.type) {
    case 'step':
      return step(node, context);
    case 'choice':
      return html`<section class="choice"><h3><span aria-hidden="true">◇</span> ${node.on}</h3>
        <div class="ways">${node.ways.map((way) => way_(way, context))}</div></section>`;
    case 'loop':
      return html`<section class="loop"><h3><span aria-hidden="true">↻</span>
        <span class="visually-hidden">loop: </span>${node.over}</h3>${list(
          node.nodes, context)}</section>`;
    case 'parallel':
      return parallel(node, context, race);
    case 'guarded':
      return html`<section class="guarded">${list(node.nodes, context)}
        ${node.handlers.map((handler) => html`<section class="handler">
          <h3>if ${handler.label}</h3>${empty(handler.nodes, context)}</section>`)}
        ${node.after.length > 0
          ? html`<section class="after"><h3>in any case</h3>${list(node.after, context)}</section>`
          : nothing}</section>`;
    case 'flow':
      return flow(node.parts, (part) =>
        step(part.step, context, part.over ? `each of ${part.over}` : undefined));
    case 'end':
      return html`<span class="end">${ENDS[node.how] ?? node.how}</span>`;
    default:
      return html`<span class="unread">${node.why
        ?? `this version of the dashboard cannot draw: ${node.type}`}</span>`;
  }
}

/** Parallel branches; those of a race if its outcome is given. */
function parallel({ over, branches }, context, race) {
  const at = over === null ? 'at the same time' : `each of ${over}, at the same time`;
  const label = (branch, index) =>
    (race ? branchLabel(race, index, context.matched) : branch.label);
  return html`<section class="parallel ${race ? 'race' : ''}">
    <h3><span aria-hidden="true">∥</span> ${race ? raceHeading(race, over) : at}</h3>
    <div class="ways">${branches.map((branch, index) => (over === null
      ? way_(branch, context, label(branch, index))
      : list(branch.nodes, context)))}</div></section>`;
}

function way_(way, context, label = way.label) {
  return html`<section class="way"><h3>${label}</h3>${empty(way.nodes, context)}</section>`;
}

function empty(nodes, context) {
  return nodes.length === 0 ? html`<span class="end">continues</span>` : list(nodes, context);
}

function step(node, { matched, selected, pick }, detail = node.detail) {
  const state = matched?.states.get(node) ?? '';
  const own = matched?.found.get(node) ?? [];
  const kind = KINDS[node.kind];
  const word = state.replace(' ', '-');
  const label = html`<span class="kind" aria-hidden="true"
      title=${kind}>${ICONS[node.kind]}</span>
    <span class="id">${node.id ?? 'computed id'}${detail
      ? html`<small>${detail}</small>`
      : nothing}</span>
    ${own.length > 1 ? html`<span class="times">${tally(own)}</span>` : nothing}
    ${state
      ? html`<span class="sign ${word}" aria-hidden="true">${sign(state)}</span><span
          class="visually-hidden">, ${kind}, ${state}</span>`
      : nothing}`;
  const name = `node ${node.kind} ${word}`;
  return own.length === 0 || !pick
    ? html`<span class=${name} title=${state ? `${kind}, ${state}` : kind}>${label}</span>`
    : html`<button type="button" class=${name} aria-pressed=${selected === node.id}
        title="${kind}, ${state}" @click=${() => pick(worstOf(own).id)}>${label}</button>`;
}

function worstOf(steps) {
  return steps.find((step) => step.status === 'failed')
    ?? steps.find((step) => step.status !== 'completed')
    ?? steps[0];
}

function tally(steps) {
  const of = (status) => steps.filter((step) => step.status === status).length;
  return ['completed', 'running', 'retrying', 'waiting', 'failed', 'cancelled']
    .filter((status) => of(status) > 0)
    .map((status) =>
      html`<span class="sign ${status}">${sign(status)} ${count(of(status))}</span> `);
}
