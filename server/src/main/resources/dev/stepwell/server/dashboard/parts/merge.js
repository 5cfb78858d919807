const ENDED = new Set(['completed', 'failed', 'cancelled', 'skipped']);

export function hasEnded(run) {
  return ENDED.has(run.status);
}

/** Whether a comma-separated filter of statuses still matches a run. */
export function admits(statuses, run) {
  const wanted = (statuses ?? '').split(',').filter((word) => word !== '');
  return wanted.length === 0 || wanted.includes(run.status)
    || (Boolean(run.retry) && wanted.includes('retrying'));
}

/**
 * The runs of several lists, each once, newest first. If lists differ about a run, the later list
 * applies.
 */
export function merged(...lists) {
  const all = new Map();
  lists.flat().forEach((run) => all.set(run.id, run));
  return [...all.values()].sort((one, other) => (one.id < other.id ? 1 : -1));
}

/**
 * Whether items may be missing between what was shown before and a full page of newer ones.
 *
 * @param before what was shown, which may be nothing; null if that is unknown
 * @param page the number of items of a full page
 */
export function leavesGap(before, newest, page) {
  const ids = new Set(newest.map(({ id }) => id));
  return before !== null && newest.length >= page && before.every(({ id }) => !ids.has(id));
}

/**
 * The next items to ask for, at most this many: those that follow the last one that was asked for
 * come first.
 */
export function inTurn(items, last, max) {
  const at = items.findIndex(({ id }) => id === last) + 1;
  return [...items.slice(at), ...items.slice(0, at)].slice(0, max);
}
