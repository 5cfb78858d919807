import { baseId, byBaseId } from './rows.js';

const ENDED = new Set(['completed', 'failed', 'cancelled']);

/** Visits all nodes in source order. */
function walk(nodes, visit, isRepeated = false) {
  for (const node of nodes) {
    visit(node, isRepeated);
    for (const { step, over } of node.parts ?? []) {
      walk([step], visit, isRepeated || over !== null);
    }
    const lists = {
      choice: () => node.ways.map((way) => way.nodes),
      loop: () => [node.nodes],
      parallel: () => node.branches.map((branch) => branch.nodes),
      guarded: () => [node.nodes, ...node.handlers.map((handler) => handler.nodes), node.after],
    }[node.type]?.() ?? [];
    const repeats = isRepeated || node.type === 'loop'
      || (node.type === 'parallel' && node.over !== null);
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
  const byId = byBaseId(steps);
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
    const isWhole = isRepeated || nodes.length === 1;
    nodes.forEach((node, index) => found.set(node, isWhole ? own : own.slice(index, index + 1)));
  }
  const strays = [...byId].filter(([id]) => !places.has(id)).flatMap(([, own]) => own);
  const ended = new Set(steps.filter(({ status }) => ENDED.has(status)).map(({ id }) => id));
  const executing = underway.filter(({ step }) => !ended.has(step));
  const now = new Set(executing.map(({ step }) => baseId(step)));
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
  const passed = new Set();
  markPassed(graph.nodes, false, found, passed);
  order.forEach((node) => {
    const own = found.get(node) ?? [];
    if (unclear.has(node)) {
      result.set(node, '');
    } else if (now.has(node.id) && isHere(node, own, now, order, found)) {
      result.set(node, 'running');
    } else if (own.length > 0) {
      result.set(node, worst(own, run));
    } else if (passed.has(node) || run?.status === 'completed') {
      result.set(node, 'skipped');
    } else {
      result.set(node, 'not reached');
    }
  });
  const next = run?.status === 'running' && now.size === 0
    ? following(graph.nodes, order[last])
    : null;
  if (next && result.get(next) === 'not reached') {
    result.set(next, 'running');
  }
  return result;
}

/** Whether one of these nodes, or a node in them, has an outcome. */
function haveBegun(nodes, found) {
  let begun = false;
  walk(nodes, (node) => { begun ||= (found.get(node) ?? []).length > 0; });
  return begun;
}

/**
 * Marks the steps that the run has passed: something that comes after them has an outcome. Parallel
 * branches do not come after each other; alternative ways exclude each other.
 *
 * @param isPassed whether something after these nodes has an outcome
 */
function markPassed(nodes, isPassed, found, passed) {
  let after = isPassed;
  for (const node of [...nodes].reverse()) {
    const mark = (list, how) => markPassed(list, how, found, passed);
    const alternatives = (lists, how) => lists.forEach((list) => mark(list,
      how || lists.some((other) => other !== list && haveBegun(other, found))));
    if (node.type === 'step' && after) {
      passed.add(node);
    } else if (node.type === 'parallel') {
      node.branches.forEach((branch) => mark(branch.nodes, after));
    } else if (node.type === 'choice') {
      alternatives(node.ways.map((way) => way.nodes), after);
    } else if (node.type === 'loop') {
      mark(node.nodes, after);
    } else if (node.type === 'guarded') {
      const handlers = node.handlers.map((handler) => handler.nodes);
      const isOver = after || haveBegun(node.after, found);
      mark(node.after, after);
      alternatives(handlers, isOver);
      mark(node.nodes, isOver || handlers.some((handler) => haveBegun(handler, found)));
    } else if (node.type === 'flow') {
      markPassedParts(node.parts, found, passed);
    }
    after ||= haveBegun([node], found);
  }
}

/** The position of a part of a flow does not show what comes after it. */
function markPassedParts(parts, found, passed) {
  const ids = new Set();
  for (const { step, after } of [...parts].reverse()) {
    if (ids.has(step.id)) {
      passed.add(step);
    }
    if (ids.has(step.id) || (found.get(step) ?? []).length > 0) {
      after.forEach((id) => ids.add(id));
    }
  }
}

/**
 * Whether a step that occurs at several places is executing at this one: the first without an
 * outcome.
 */
function isHere(node, own, now, order, found) {
  const places = order.filter((each) => each.id === node.id);
  const free = places.find((each) => (found.get(each) ?? []).length === 0);
  return places.length === 1 || own.length > 1 || node === (free ?? places[0]);
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
  return node.type === 'parallel' && node.over === null
    ? null
    : first(node.nodes ?? node.branches[0].nodes);
}

/** The repetition that most needs attention. */
function worst(steps, run) {
  const has = (status) => steps.some((step) => step.status === status);
  if (has('running')) {
    return 'running';
  } else if (has('failed')) {
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
