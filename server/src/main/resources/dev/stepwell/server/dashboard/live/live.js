import { needLogin, silence } from '../api.js';
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
let overdue = 0;
let refusal = null;
const troubles = new Map();

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
  isLost = Boolean(message.lost);
  refusal = message.refused ? message.says : null;
  if (message.refused === 401) {
    needLogin();
  } else if (!isLost && !refusal) {
    isConnected = true;
    beatAt = Date.now();
  }
  if ('beat' in message) {
    overdue = message.beat;
  } else if (message.kind === 'trouble') {
    const says = parse(message.data);
    troubles[says === null ? 'delete' : 'set'](message.watch, says);
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
 * Follows a live response: `on.snapshot(items)`, then `on.changed(item)` and `on.gone(id)`. Ends
 * when the returned function is called.
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

/** For how long news has been overdue, in milliseconds; 0 if it is not. */
function oldness() {
  const old = Date.now() - beatAt + overdue;
  return old > PATIENCE ? old : 0;
}

/**
 * The state of the connection, as a word, for how long news has been overdue, and the trouble in
 * words.
 */
export function state() {
  if (follows.size === 0) {
    const old = silence();
    return old > PATIENCE ? { word: 'stale', old } : { word: 'idle', old: 0 };
  }
  const old = oldness();
  const says = refusal ?? [...troubles.values()][0];
  if (isLost) {
    return { word: 'lost', old };
  } else if (says) {
    return { word: 'trouble', old, says };
  }
  return { word: old > 0 ? 'stale' : isConnected ? 'live' : 'connecting', old };
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
    overdue = 0;
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
