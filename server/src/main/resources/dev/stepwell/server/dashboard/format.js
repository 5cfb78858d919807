/** How times, durations and ids read. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration of so many milliseconds, in two units at most. */
export function duration(millis) {
  if (millis === null || millis === undefined || Number.isNaN(millis)) {
    return '–';
  }
  const ms = Math.max(0, millis);
  if (ms < 10) {
    return `${Math.round(ms * 10) / 10} ms`;
  } else if (ms < SECOND) {
    return `${Math.round(ms)} ms`;
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

/** How long it is from one time to another, in milliseconds; to now if there is no other. */
export function between(from, to) {
  return from ? (to ? Date.parse(to) : Date.now()) - Date.parse(from) : null;
}

/** How long ago a time was, or in how long it will be. */
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

const dates = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
});

/** A time as a clock and a calendar show it. */
export function absolute(time) {
  return time ? dates.format(new Date(time)) : '–';
}

/** The end of a run's id, which tells it from its neighbours: the beginning is the time. */
export function short(id) {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}

/** A number with separators between its thousands. */
export function count(number) {
  return number.toLocaleString('en').replaceAll(',', ' ');
}

export function percent(part, whole) {
  if (whole === 0) {
    return '–';
  }
  const value = (100 * part) / whole;
  return value === 100 || value === 0 ? `${value} %` : `${value.toFixed(1)} %`;
}

/** A number of bytes. */
export function bytes(number) {
  return number < 10_000 ? `${number} bytes` : number < 1_000_000 ? `${Math.round(number / 1000)} kB` : `${(number / 1_000_000).toFixed(1)} MB`;
}
