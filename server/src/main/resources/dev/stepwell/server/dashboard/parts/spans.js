/** The states of a step over time. */

const WAITS = new Set(['sleep', 'wait', 'invoke']);
const BETWEEN = 'until the next attempt was due';
const FOR_LIMIT = 'waiting for a limit';
const QUEUEING = ['queueing', 'until a worker resumed the run'];

/**
 * The spans of a run that waited until a time: after that it was queued, unless another state is
 * known.
 */
function paused(from, dueAt, to, says, then = QUEUEING) {
  const due = dueAt ? Math.max(from, Math.min(to, Date.parse(dueAt))) : to;
  return [
    [from, due, 'waiting', says],
    [due, to, ...then],
  ].filter(([start, end]) => end > start);
}

function ofWait(step, now) {
  const start = Date.parse(step.startedAt);
  const end = Date.parse(step.endedAt);
  if (step.status === 'failed' || step.status === 'cancelled') {
    return [[start, end, step.status, step.kind]];
  }
  const pause = paused(start, step.dueAt, step.status === 'completed' ? end : now, step.kind);
  return pause.length > 0 ? pause : [[start, end, 'waiting', step.kind]];
}

/**
 * The spans of a step: each with start, end, class and label.
 *
 * @param isRunning whether an attempt is executing now
 */
export function spansOf(step, now, isRunning) {
  if (!step.startedAt) {
    return step.waitsSince ? [[Date.parse(step.waitsSince), now, 'waiting', FOR_LIMIT]] : [];
  } else if (WAITS.has(step.kind)) {
    return ofWait(step, now);
  }
  const start = Date.parse(step.startedAt);
  const end = Date.parse(step.endedAt);
  const spans = [];
  let last = start;
  let due = null;
  for (const attempt of step.failedAttempts) {
    const from = Date.parse(attempt.startedAt);
    const said = attempt.error.message ?? attempt.error.type;
    spans.push(...paused(last, due, from, BETWEEN));
    last = Date.parse(attempt.endedAt);
    due = attempt.nextDueAt;
    spans.push([from, last, 'failed', `attempt ${attempt.attempt} failed: ${said}`]);
  }
  if (step.status === 'retrying') {
    const idle = step.waitsSince ? ['waiting', FOR_LIMIT] : QUEUEING;
    const then = isRunning ? ['running', `attempt ${step.attempts + 1}`] : idle;
    spans.push(...paused(last, step.dueAt, now, BETWEEN, then));
  } else if (step.status === 'completed') {
    const from = step.lastAttemptAt ? Date.parse(step.lastAttemptAt) : start;
    spans.push(...paused(last, due, from, BETWEEN));
    spans.push([from, end, 'running', `attempt ${step.attempts}`]);
  } else if (step.status === 'running') {
    spans.push([start, now, 'running', 'attempt 1']);
  } else if (step.status === 'cancelled') {
    const from = step.lastAttemptAt ? Date.parse(step.lastAttemptAt) : start;
    spans.push(...paused(last, due, from, BETWEEN));
    const why = 'cancelled, because its branch lost a race';
    spans.push([Math.max(last, from), end, 'cancelled', why]);
  } else if (step.failedAttempts.length === 0) {
    spans.push([start, end, 'failed', 'failed']);
  }
  return spans;
}

/** The spans with failures last, so that failures are drawn on top. */
export function failuresLast(spans) {
  const has = (span) => span[2] === 'failed';
  return [...spans.filter((span) => !has(span)), ...spans.filter(has)];
}
