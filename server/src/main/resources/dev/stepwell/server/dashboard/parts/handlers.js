/**
 * The handlers of a function's failures and cancellations are functions themselves. Their ids end
 * so.
 */
export const ON_FAILURE = ':on-failure';
export const ON_CANCEL = ':on-cancel';

const ENDS = [ON_FAILURE, ON_CANCEL];

/** The function whose runs this one handles; the id itself if it is not a handler. */
export function handled(id) {
  const end = ENDS.find((each) => id.endsWith(each) && id.length > each.length);
  return end ? id.slice(0, -end.length) : id;
}

/** A function and its handlers. */
export function withHandlers(id) {
  return [id, ...ENDS.map((end) => `${id}${end}`)];
}

/** The ids of functions and of their handlers, for a choice among them. */
export function idsOf(functions) {
  const ids = functions.flatMap(({ id, onFailure }) => (onFailure ? [id, id + ON_FAILURE] : [id]));
  return [...new Set(ids)].sort();
}
