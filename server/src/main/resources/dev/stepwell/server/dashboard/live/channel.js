import { Hub } from './hub.js';

/**
 * Connects a tab to the hub: through a shared worker, or through a broadcast channel to the leading
 * tab, which holds a lock. If the browser supports neither, a tab is its own hub.
 */

const NAME = 'stepwell-live';

function throughWorker(base, receive, failed) {
  const worker = new SharedWorker(new URL('worker.js', import.meta.url), {
    type: 'module',
    name: NAME,
  });
  worker.onerror = failed;
  worker.port.onmessage = ({ data }) => receive(data);
  return (message) => worker.port.postMessage({ base, ...message });
}

function throughLeader(base, receive) {
  const own = crypto.randomUUID?.() ?? String(Math.random());
  const channel = new BroadcastChannel(`${NAME} ${base}`);
  let hub = null;
  let last = null;
  const take = ({ from, to, leaves, watches, isAnew, message, whoIsThere }) => {
    if (whoIsThere && last) {
      channel.postMessage(last);
    } else if (from && hub && leaves) {
      hub.leave(from);
    } else if (from && hub) {
      hub.follow(from, watches, isAnew);
    } else if (to === own) {
      receive(message);
    }
  };
  channel.onmessage = ({ data }) => take(data);
  navigator.locks.request(`${NAME} ${base}`, () => {
    hub = new Hub(base, (to, message) => {
      if (to === own) {
        receive(message);
      } else {
        channel.postMessage({ to, message });
      }
    });
    channel.postMessage({ whoIsThere: true });
    if (last) {
      take(last);
    }
    return new Promise(() => {});
  });
  return (message) => {
    last = { from: own, ...message };
    if (hub) {
      take(last);
    } else {
      channel.postMessage(last);
    }
  };
}

function alone(base, receive) {
  const hub = new Hub(base, (tab, message) => receive(message));
  return ({ leaves, watches, isAnew }) => {
    if (leaves) {
      hub.leave('tab');
    } else {
      hub.follow('tab', watches, isAnew);
    }
  };
}

/**
 * Connects this tab. The returned function sends the views that it follows.
 *
 * @param receive called with each message of the hub
 * @param failed called if the connection does not work
 */
export function connect(base, receive, { withoutWorker = false, failed } = {}) {
  if (!withoutWorker && 'SharedWorker' in globalThis) {
    try {
      return throughWorker(base, receive, failed);
    } catch {
      // some browsers reject shared workers in private windows
    }
  }
  return 'BroadcastChannel' in globalThis && navigator.locks
    ? throughLeader(base, receive)
    : alone(base, receive);
}
