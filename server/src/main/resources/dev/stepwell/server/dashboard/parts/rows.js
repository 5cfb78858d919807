/** The rows of a timeline: repetitions of a step form one row that can be opened. */

/** Up to this many repetitions are shown individually. */
const FEW = 3;

/** Up to this many repetitions that need attention are shown below a closed row. */
const SEEN = 5;

/** The id of a step without the number of its repetition or element. */
export function baseId(id) {
  return id.replace(/(:\d+(\.\d+)*)+$/, '');
}

const CANCELLED = 'dev.stepwell.StepCancelledException';

/**
 * The steps of a run as they are shown. Those of branches that lost a race are stored as failed.
 * Steps that are not stored yet are added: those whose first attempt is executing, or waits for a
 * limit.
 */
export function shownSteps({ steps, underway, reasons }) {
  const shown = new Map(steps.map((step) => [step.id, step.status === 'failed'
    && step.error?.type === CANCELLED
    ? { ...step, status: 'cancelled' }
    : step]));
  const add = (id, status, known) => {
    if (!shown.has(id)) {
      shown.set(id, { id, kind: 'step', status, attempts: 0, failedAttempts: [], ...known });
    }
  };
  for (const { step, startedAt } of underway) {
    add(step, 'running', { startedAt });
  }
  for (const { step, type, since } of reasons) {
    if (step && type === 'awaiting-limit') {
      add(step, 'waiting', {});
      const waiting = shown.get(step);
      if (['waiting', 'retrying'].includes(waiting.status)) {
        shown.set(step, { ...waiting, waitsSince: since });
      }
    }
  }
  return [...shown.values()];
}

function needsToBeSeen(step) {
  return step.status !== 'completed' && step.status !== 'cancelled';
}

/** The steps by their base id, in the order of their first steps. */
export function byBaseId(steps) {
  const found = new Map();
  for (const step of steps) {
    const id = baseId(step.id);
    if (!found.has(id)) {
      found.set(id, []);
    }
    found.get(id).push(step);
  }
  return found;
}

/**
 * The rows of these steps.
 *
 * @param opened the base ids of the groups that are open
 * @param selected the id of the step that is selected, which always has a row
 * @param most the maximum number of rendered steps per group
 */
export function rowsOf(steps, opened, selected, most) {
  const rows = [];
  for (const [id, own] of byBaseId(steps)) {
    if (own.length <= FEW) {
      rows.push(...own.map((step) => ({ step })));
      continue;
    }
    const isOpen = opened.has(id);
    const drawn = isOpen ? own.slice(0, most) : [];
    const hidden = own.slice(drawn.length);
    const picked = hidden.find((step) => step.id === selected);
    const seen = hidden.filter((step) => step === picked || needsToBeSeen(step));
    const below = isOpen ? seen : seen.slice(0, SEEN);
    const extra = picked && !below.includes(picked) ? [picked] : [];
    rows.push({ group: id, own, isOpen });
    rows.push(...[...drawn, ...below, ...extra].map((step) => ({ step, isWithin: true })));
    if (isOpen && drawn.length < own.length) {
      rows.push({ more: id, left: own.length - drawn.length });
    }
  }
  return capped(rows, selected, most);
}

/** The first of very many rows, and those that need attention of the others. */
function capped(rows, selected, most) {
  const rest = rows.slice(2 * most);
  const seen = rest.filter(({ step }) => step && (step.id === selected || needsToBeSeen(step)));
  const left = rest.length - Math.min(seen.length, most);
  return left > 0
    ? [...rows.slice(0, 2 * most), ...seen.slice(0, most), { more: 'all', left }]
    : rows;
}
