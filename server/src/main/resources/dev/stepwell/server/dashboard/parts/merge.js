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
