import { html, nothing } from 'lit';
import { count, visible } from '../format.js';
import { flow } from './flow.js';
import { baseId } from './rows.js';
import { sign } from './small.js';

export { baseId };

const KINDS = { step: 'step', sleep: 'sleep', wait: 'waits for event', invoke: 'calls function', send: 'sends event' };
const ENDS = { return: '◉ ends', throw: '✕ fails', break: '⤓ leaves the loop' };
const ICONS = { step: '■', sleep: '◷', wait: '◈', invoke: '⤷', send: '➤' };

/** Visits all nodes in source order. */
function walk(nodes, visit, isRepeated = false) {
  for (const node of nodes) {
    visit(node, isRepeated);
    (node.parts ?? []).forEach((part) => walk([part.step], visit, isRepeated || part.over !== null));
    const lists = {
      choice: () => node.ways.map((way) => way.nodes),
      loop: () => [node.nodes],
      parallel: () => node.branches.map((branch) => branch.nodes),
      guarded: () => [node.nodes, ...node.handlers.map((handler) => handler.nodes), node.after],
    }[node.type]?.() ?? [];
    const repeats = isRepeated || node.type === 'loop' || (node.type === 'parallel' && node.over !== null);
    lists.forEach((list) => walk(list, visit, repeats));
  }
}

/** The ids of the steps in a graph. */
export function stepIds(graph) {
  const ids = new Set();
  walk(graph.nodes, (node) => {
    if (node.type === 'step' && node.id !== null) {
      ids.add(node.id);
    }
  });
  return ids;
}

/**
 * Matches the steps of a run with those of the graph: for each step node, its repetitions and its
 * outcome. If a step occurs at several places and none is repeated, its first outcome belongs to
 * the first place, and so on.
 */
export function match(graph, steps, run, underway = []) {
  const byId = new Map();
  for (const step of steps) {
    const id = baseId(step.id);
    byId.set(id, [...(byId.get(id) ?? []), step]);
  }
  const places = new Map();
  const order = [];
  walk(graph.nodes, (node, isRepeated) => {
    if (node.type === 'step') {
      order.push(node);
      if (node.id !== null) {
        const place = places.get(node.id) ?? { nodes: [], isRepeated: false };
        place.nodes.push(node);
        place.isRepeated ||= isRepeated;
        places.set(node.id, place);
      }
    }
  });
  const found = new Map();
  for (const [id, { nodes, isRepeated }] of places) {
    const own = byId.get(id) ?? [];
    nodes.forEach((node, index) => found.set(node, isRepeated || nodes.length === 1 ? own : own.slice(index, index + 1)));
  }
  const strays = [...byId].filter(([id]) => !places.has(id)).flatMap(([, own]) => own);
  const now = new Set(underway.map(({ step }) => baseId(step)));
  const computed = ofComputedIds(order, strays, found);
  return {
    states: states(graph, order, found, run, now, computed.unclear),
    found,
    strays: strays.filter((step) => !computed.taken.has(step)),
  };
}

/**
 * Steps with computed ids have no id in the graph. Steps that the graph does not contain match them
 * by kind, if the graph has only one step with a computed id of that kind.
 */
function ofComputedIds(order, strays, found) {
  const taken = new Set();
  const unclear = new Set();
  for (const kind of new Set(order.map((node) => node.kind))) {
    const nodes = order.filter((node) => node.kind === kind && node.id === null);
    const own = strays.filter((step) => step.kind === kind);
    if (nodes.length === 1) {
      found.set(nodes[0], own);
    } else if (own.length > 0) {
      nodes.forEach((node) => unclear.add(node));
    }
    if (nodes.length > 0) {
      own.forEach((step) => taken.add(step));
    }
  }
  return { taken, unclear };
}

function states(graph, order, found, run, now, unclear) {
  const result = new Map();
  const last = order.findLastIndex((node) => (found.get(node) ?? []).length > 0);
  const passed = passedParts(graph, found);
  order.forEach((node, index) => {
    const own = found.get(node) ?? [];
    if (unclear.has(node)) {
      result.set(node, '');
    } else if (now.has(node.id) && isHere(node, own, now, order, found)) {
      result.set(node, 'running');
    } else if (own.length > 0) {
      result.set(node, worst(own, run));
    } else if ((passed.get(node) ?? index < last) || run?.status === 'completed') {
      result.set(node, 'skipped');
    } else {
      result.set(node, 'not reached');
    }
  });
  const next = run?.status === 'running' && now.size === 0 ? following(graph.nodes, order[last]) : null;
  if (next && result.get(next) === 'not reached') {
    result.set(next, 'running');
  }
  return result;
}

/**
 * For each step of a flow, whether a later step has an outcome; its own position does not show
 * that.
 */
function passedParts(graph, found) {
  const passed = new Map();
  walk(graph.nodes, ({ parts = [] }) => {
    const ids = new Set();
    for (const { step, after } of [...parts].reverse()) {
      passed.set(step, ids.has(step.id));
      if (ids.has(step.id) || (found.get(step) ?? []).length > 0) {
        after.forEach((id) => ids.add(id));
      }
    }
  });
  return passed;
}

/**
 * Whether a step that occurs at several places is executing at this one: the first without an
 * outcome.
 */
function isHere(node, own, now, order, found) {
  const places = order.filter((each) => each.id === node.id);
  return places.length === 1 || own.length > 1 || node === (places.find((each) => (found.get(each) ?? []).length === 0) ?? places[0]);
}

/**
 * The step after the last stored one, if only one is possible: for a run that another process
 * executes.
 */
function following(nodes, last) {
  if (last === undefined) {
    return first(nodes);
  }
  const index = nodes.indexOf(last);
  if (index >= 0) {
    return nodes.length > index + 1 ? first(nodes.slice(index + 1, index + 2)) : null;
  }
  for (const node of nodes) {
    if (node.type === 'guarded' && node.nodes.includes(last)) {
      return following(node.nodes, last);
    }
  }
  return null;
}

function first(nodes) {
  const node = nodes[0];
  if (!node || node.type === 'choice' || node.type === 'flow') {
    return null;
  } else if (node.type === 'step') {
    return node;
  }
  return node.type === 'parallel' && node.over === null ? null : first(node.nodes ?? node.branches[0].nodes);
}

/** The repetition that most needs attention. */
function worst(steps, run) {
  const has = (status) => steps.some((step) => step.status === status);
  if (has('failed')) {
    return 'failed';
  } else if (has('retrying')) {
    return run && isEnded(run) ? run.status : 'retrying';
  } else if (has('waiting')) {
    return run && isEnded(run) ? run.status : 'waiting';
  }
  return has('completed') ? 'completed' : 'cancelled';
}

function isEnded(run) {
  return ['completed', 'failed', 'cancelled', 'skipped'].includes(run.status);
}

/**
 * A step graph as nested lists: later steps are below, alternative and parallel steps are next to each other.
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
  return html`<ol>${nodes.map((node) => html`<li>${draw(node, context)}</li>`)}</ol>`;
}

function draw(node, context) {
  switch (node.type) {
    case 'step':
      return step(node, context);
    case 'choice':
      return html`<section class="choice"><h3><span aria-hidden="true">◇</span> ${node.on}</h3>
        <div class="ways">${node.ways.map((way) => way_(way, context))}</div></section>`;
    case 'loop':
      return html`<section class="loop"><h3><span aria-hidden="true">↻</span> <span class="visually-hidden">loop: </span>${node.over}</h3>${list(node.nodes, context)}</section>`;
    case 'parallel':
      return html`<section class="parallel"><h3><span aria-hidden="true">∥</span> ${node.over === null ? 'at the same time' : html`each of ${node.over}, at the same time`}</h3>
        <div class="ways">${node.branches.map((branch) => (node.over === null ? way_(branch, context) : list(branch.nodes, context)))}</div></section>`;
    case 'guarded':
      return html`<section class="guarded">${list(node.nodes, context)}
        ${node.handlers.map((handler) => html`<section class="handler"><h3>if ${handler.label}</h3>${empty(handler.nodes, context)}</section>`)}
        ${node.after.length > 0 ? html`<section class="after"><h3>in any case</h3>${list(node.after, context)}</section>` : nothing}</section>`;
    case 'flow':
      return flow(node.parts, (part) => step(part.step, context, part.over ? `each of ${part.over}` : undefined));
    case 'end':
      return html`<span class="end">${ENDS[node.how] ?? node.how}</span>`;
    default:
      return html`<span class="unread">${node.why ?? `this version of the dashboard does not draw: ${node.type}`}</span>`;
  }
}

function way_(way, context) {
  return html`<section class="way"><h3>${way.label}</h3>${empty(way.nodes, context)}</section>`;
}

function empty(nodes, context) {
  return nodes.length === 0 ? html`<span class="end">continues</span>` : list(nodes, context);
}

function step(node, { matched, selected, pick }, detail = node.detail) {
  const state = matched?.states.get(node) ?? '';
  const own = matched?.found.get(node) ?? [];
  const label = html`<span class="kind" aria-hidden="true" title=${KINDS[node.kind]}>${ICONS[node.kind]}</span>
    <span class="id">${node.id ?? 'computed id'}${detail ? html`<small>${detail}</small>` : nothing}</span>
    ${own.length > 1 ? html`<span class="times">${tally(own)}</span>` : nothing}
    ${state ? html`<span class="sign ${state.replace(' ', '-')}" aria-hidden="true">${sign(state)}</span><span class="visually-hidden">, ${KINDS[node.kind]}, ${state}</span>` : nothing}`;
  const name = `node ${node.kind} ${state.replace(' ', '-')}`;
  return own.length === 0 || !pick
    ? html`<span class=${name} title=${state ? `${KINDS[node.kind]}, ${state}` : KINDS[node.kind]}>${label}</span>`
    : html`<button type="button" class=${name} aria-pressed=${selected === node.id} title="${KINDS[node.kind]}, ${state}"
        @click=${() => pick(worstOf(own).id)}>${label}</button>`;
}

function worstOf(steps) {
  return steps.find((step) => step.status === 'failed')
    ?? steps.find((step) => step.status !== 'completed')
    ?? steps[0];
}

function tally(steps) {
  const of = (status) => steps.filter((step) => step.status === status).length;
  return ['completed', 'retrying', 'waiting', 'failed', 'cancelled']
    .filter((status) => of(status) > 0)
    .map((status) => html`<span class="sign ${status}">${sign(status)} ${count(of(status))}</span> `);
}
