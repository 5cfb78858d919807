/** Formats times, durations and ids. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in milliseconds, with at most two units. */
export function duration(millis) {
  if (millis === null || millis === undefined || Number.isNaN(millis)) {
    return '–';
  }
  const ms = Math.max(0, millis);
  if (ms < 10) {
    return `${Math.round(ms * 10) / 10} ms`;
  } else if (ms < SECOND) {
    return `${Math.floor(ms)} ms`;
  } else if (ms < MINUTE) {
    return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  } else if (ms < HOUR) {
    return two(ms, MINUTE, 'min', SECOND, 's');
  } else if (ms < DAY) {
    return two(ms, HOUR, 'h', MINUTE, 'min');
  }
  return two(ms, DAY, 'd', HOUR, 'h');
}

function two(ms, large, largeName, small, smallName) {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** The milliseconds from one time to another, or to now without another. */
export function between(from, to) {
  return from ? (to ? Date.parse(to) : Date.now()) - Date.parse(from) : null;
}

/** The time relative to now, past or future. */
export function ago(time) {
  if (!time) {
    return '–';
  }
  const past = Date.now() - Date.parse(time);
  if (past < 0) {
    return `in ${duration(-past)}`;
  } else if (past < 2 * SECOND) {
    return 'just now';
  } else if (past < MINUTE) {
    return `${Math.floor(past / SECOND)} s ago`;
  } else if (past < HOUR) {
    return `${Math.floor(past / MINUTE)} min ago`;
  } else if (past < DAY) {
    return `${Math.floor(past / HOUR)} h ago`;
  }
  return absolute(time);
}

const OPTIONS = {
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
};
const ZONE = 'stepwell-zone';
const local = new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZoneName: 'short' });
const utc = new Intl.DateTimeFormat('en-GB', {
  ...OPTIONS,
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** Whether times are shown in UTC instead of the browser's time zone. */
export function isUtc() {
  return globalThis.localStorage?.getItem(ZONE) === 'utc';
}

export function setUtc(wanted) {
  localStorage.setItem(ZONE, wanted ? 'utc' : 'local');
}

/** The name of the browser's time zone, such as Europe/Berlin. */
export function localZone() {
  return local.resolvedOptions().timeZone;
}

/** A time with its date, milliseconds and zone. */
export function absolute(time) {
  return time ? (isUtc() ? utc : local).format(new Date(time)) : '–';
}

/** The time in the id of a run. */
export function timeOfId(id) {
  return new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString();
}

/** The end of a run's id, which distinguishes it; the beginning is a time. */
export function short(id) {
  return visible(id.length > 12 ? `…${[...id].slice(-8).join('')}` : id);
}

/** The beginning of a text, at most this long; it ends with a whole character. */
export function beginning(text, length) {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** A number with thousands separators. */
export function count(number) {
  return number.toLocaleString('en').replaceAll(',', ' ');
}

/** A fraction in percent. It is truncated, so that only all is 100 % and only nothing is 0 %. */
export function percent(part, whole) {
  if (whole === 0) {
    return '–';
  } else if (part === whole || part === 0) {
    return part === 0 ? '0 %' : '100 %';
  }
  const value = (100 * part) / whole;
  if (value < 0.01) {
    return '< 0.01 %';
  } else if (value > 99.99) {
    return '> 99.99 %';
  }
  const digits = value < 1 || value >= 99 ? 2 : 1;
  const scale = 10 ** digits;
  return `${(Math.floor((100 * scale * part) / whole) / scale).toFixed(digits)} %`;
}

/**
 * Invisible characters, and those that change the direction of text. They can make two texts look
 * alike.
 */
const UNSEEN = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f'
    + '\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0'
    + '\\ufff9-\\ufffb\\p{Surrogate}\\u{e0000}-\\u{e0fff}]'
    + '|(?<![\\p{Extended_Pictographic}\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}])'
    + '[\\u200c\\u200d]',
  'gu',
);

/**
 * A text with control characters made visible, as in ‹U+202E›.
 *
 * @param lines whether line breaks and tabs stay as they are
 */
export function visible(text, { lines = false } = {}) {
  return String(text ?? '').replace(UNSEEN, (character) =>
    lines && (character === '\n' || character === '\t') ? character : named(character));
}

function named(character) {
  const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `‹U+${code}›`;
}

/** A number of bytes. */
export function bytes(number) {
  return number < 10_000
    ? `${number} bytes`
    : number < 1_000_000
      ? `${Math.floor(number / 1000)} kB`
      : `${(number / 1_000_000).toFixed(1)} MB`;
}
