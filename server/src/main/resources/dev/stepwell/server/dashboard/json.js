/** Reads JSON without changing it: numbers that JavaScript would round keep their text. */

/** A number with many digits, or with a large exponent. */
const LONG = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/** A value of JSON text. */
export function parse(text) {
  return 'rawJSON' in JSON && LONG.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
}

function exact(name, value, context) {
  return typeof value === 'number' && isRounded(value, context?.source ?? String(value))
    ? JSON.rawJSON(context.source)
    : value;
}

function isRounded(value, source) {
  return !Number.isFinite(value) || significant(String(value)) !== significant(source);
}

/** The digits of a number, without zeros before and after them. */
function significant(number) {
  return number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}

/** The digits of a number that was not rounded; null for other values. */
export function digits(value) {
  return JSON.isRawJSON?.(value) ? value.rawJSON : null;
}
