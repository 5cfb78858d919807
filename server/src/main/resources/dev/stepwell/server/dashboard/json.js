/** Reads JSON without changing it: integers that JavaScript would round keep their text. */

const LARGE = /[^\w.+"-]-?\d{16,}/;

/** A value of JSON text. */
export function parse(text) {
  return 'rawJSON' in JSON && LARGE.test(` ${text}`) ? JSON.parse(text, exact) : JSON.parse(text);
}

function exact(name, value, context) {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value)
    && /^-?\d+$/.test(context?.source ?? '');
  return isRounded ? JSON.rawJSON(context.source) : value;
}

/** The digits of a number that was not rounded; null for other values. */
export function digits(value) {
  return JSON.isRawJSON?.(value) ? value.rawJSON : null;
}
