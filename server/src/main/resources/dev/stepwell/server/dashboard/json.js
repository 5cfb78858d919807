/** Reads JSON without changing it: whole numbers that JavaScript would round stay as they are written. */

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

/** The digits of a number that was not rounded; null for any other value. */
export function digits(value) {
  return JSON.isRawJSON?.(value) ? value.rawJSON : null;
}
