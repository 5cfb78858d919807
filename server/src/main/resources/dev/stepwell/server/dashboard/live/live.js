import { parse } from '../json.js';
import { connect } from './channel.js';

/**
 * Follows live responses: all tabs of a browser share one stream, and a hidden tab follows nothing.
 */

/** After this silence, the data counts as stale. */
const PATIENCE = 5_000;

/** How often a tab reports to the hub. */
const HERE = 20_000;

/** A tab that is hidden for less keeps following. */
const GRACE = 1_000;

const follows = new Set();
const watchers = new Set();
let send = null;
let said = '';
let isHidden = false;
let isLost = false;
let isConnected = false;
let beatAt = 0;
let age = 0;
let troubles = new Set();

function wanted() {
  return isHidden ? [] : [...new Set([...follows].map(({ watch }) => watch))].sort();
}

/**
 * Reports what this tab follows, if that has changed or a report is due.
 *
 * @param isAnew whether to request new snapshots
 */
function say({ again = false, isAnew = false } = {}) {
  const watches = wanted();
  const text = watches.join('\n');
  if (again || isAnew || text !== said) {
    said = text;
    reach()({ watches, isAnew });
  }
}

function reach() {
  send ??= connect(document.baseURI, receive, {
    failed: () => {
      send = connect(document.baseURI, receive, { withoutWorker: true });
      say({ again: true });
    },
  });
  return send;
}

function receive(message) {
  if (message.lost) {
    isLost = true;
  } else {
    isLost = false;
    isConnected = true;
    beatAt = Date.now();
  }
  if ('beat' in message) {
    age = message.beat;
  } else if (message.kind === 'trouble') {
    troubles.add(message.watch);
  } else if (message.kind) {
    troubles.delete(message.watch);
    const data = parse(message.data);
    for (const { watch, on } of [...follows]) {
      if (watch === message.watch) {
        on[message.kind]?.(data);
      }
    }
  }
  tellState();
}

/**
 * Follows a live response: `on.snapshot(items)`, then `on.changed(item)` and `on.gone(id)`. Ends when the
 * returned function is called.
 *
 * @param watch the part after `api/live/`, such as `runs?limit=50`
 */
export function follow(watch, on) {
  const own = { watch, on };
  const isAnew = said.split('\n').includes(watch);
  follows.add(own);
  if (!isConnected) {
    beatAt = Date.now();
  }
  say({ isAnew });
  return () => {
    follows.delete(own);
    troubles.delete(watch);
    setTimeout(() => say());
  };
}

/** The age of the data in milliseconds; 0 if it is current. */
function oldness() {
  const old = Date.now() - beatAt + age;
  return old > PATIENCE ? old : 0;
}

/** The state of the connection, as a word and the age of the data. */
export function state() {
  if (follows.size === 0) {
    return { word: 'idle', old: 0 };
  }
  const old = oldness();
  const word = isLost
    ? 'lost'
    : troubles.size > 0
      ? 'trouble'
      : old > 0
        ? 'stale'
        : isConnected
          ? 'live'
          : 'connecting';
  return { word, old };
}

/** Notifies a listener of each change of the state, and each second while the data is stale. */
export function onLiveState(watcher) {
  watchers.add(watcher);
}

function tellState() {
  const now = state();
  watchers.forEach((watcher) => watcher(now));
}

function turn() {
  isHidden = document.hidden;
  if (!isHidden) {
    beatAt = Date.now();
    age = 0;
  }
  say();
}

let turning = null;
document.addEventListener('visibilitychange', () => {
  clearTimeout(turning);
  turning = setTimeout(turn, document.hidden ? GRACE : 0);
});
addEventListener('pagehide', () => send?.({ leaves: true }));
addEventListener('pageshow', ({ persisted }) => persisted && say({ again: true }));
setInterval(tellState, 1_000);
setInterval(() => send && follows.size > 0 && say({ again: true }), HERE);
