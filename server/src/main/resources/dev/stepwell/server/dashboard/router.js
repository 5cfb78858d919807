/** The current address of the dashboard: a path below its mount, and a query. */

const base = new URL(document.baseURI).pathname;
const HOW_LONG_TO_SCROLL = 3_000;

history.scrollRestoration = 'manual';

/** The path below the mount: `/runs`, `/runs/…`. */
export function path() {
  const whole = location.pathname;
  return whole.startsWith(base) ? `/${whole.slice(base.length)}` : whole;
}

/** A part of an address as text; as it is if it is not encoded correctly. */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An id as a part of an address. Slashes are not encoded, because servers reject encoded ones. */
export function segment(id) {
  return encodeURIComponent(id).replaceAll('%2F', '/');
}

/**
 * Whether browsers change a path that ends with this id: they drop empty segments, and those of
 * dots.
 */
function changesPath(id) {
  return id.split('/').some((part) => ['', '.', '..'].includes(part));
}

/** The address of an event's page. */
export function eventPage(id) {
  return changesPath(id) ? `event?id=${encodeURIComponent(id)}` : `events/${segment(id)}`;
}

/** The address of an event in the API. */
export function eventSource(id) {
  return `api/event?id=${encodeURIComponent(id)}`;
}

/** The address of a step in the API. */
export function stepSource(runId, id) {
  return `api/runs/${runId}/step?id=${encodeURIComponent(id)}`;
}

/** The query's parameters, as an object. */
export function parameters() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/**
 * The room of the dashboard at the current address, and the id of what is shown there; empty for a
 * list.
 */
export function place() {
  const [, room, id] = path().match(/^\/([^/]*)\/?(.*)$/).map(decoded);
  return room === 'event' ? { room: 'events', id: parameters().id ?? '' } : { room, id };
}

/** Navigates to an address relative to the mount. */
export function go(address, { replace = false } = {}) {
  const url = new URL(address, document.baseURI);
  if (url.href !== location.href) {
    keepScroll();
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    rememberList();
    dispatchEvent(new Event('sw-moved'));
    if (!replace) {
      scrollTo(0, 0);
    }
  }
}

/** Changes query parameters without leaving the page. */
export function setParameters(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') {
      url.searchParams.delete(name);
    } else {
      url.searchParams.set(name, value);
    }
  }
  history.replaceState(history.state, '', url);
  rememberList();
  dispatchEvent(new Event('sw-moved'));
}

/** Notifies a listener of each navigation. */
export function onMove(listener) {
  addEventListener('sw-moved', listener);
  addEventListener('popstate', listener);
}

/** The scroll position, stored in the entry of the history. */
function keepScroll() {
  history.replaceState({ ...history.state, scroll: scrollY }, '');
}

/** Restores the scroll position after the content has loaded, unless the user scrolls first. */
function restoreScroll() {
  const wanted = history.state?.scroll ?? 0;
  const until = Date.now() + HOW_LONG_TO_SCROLL;
  let isOver = false;
  const stop = () => { isOver = true; };
  ['wheel', 'touchmove', 'keydown'].forEach((name) => addEventListener(name, stop, { once: true }));
  const step = () => {
    if (!isOver) {
      scrollTo(0, wanted);
      if (Math.abs(scrollY - wanted) > 2 && Date.now() < until) {
        requestAnimationFrame(step);
      }
    }
  };
  requestAnimationFrame(step);
}

let settling = null;
addEventListener('scroll', () => {
  clearTimeout(settling);
  settling = setTimeout(keepScroll, 150);
}, { passive: true });
addEventListener('popstate', restoreScroll);
if (history.state?.scroll) {
  restoreScroll();
}

/** The last filters of each list, for links back to it. */
function rememberList() {
  const match = /^\/(runs|events|errors|functions|limits)?$/.exec(path());
  if (match) {
    sessionStorage.setItem(`stepwell-list-${match[1] ?? 'runs'}`, location.search);
  }
}
rememberList();

/** The address of a list with its last filters. */
export function listAddress(name) {
  return `${name}${sessionStorage.getItem(`stepwell-list-${name}`) ?? ''}`;
}

/** Handles clicks on links to the dashboard itself, so that the page is not reloaded. */
export function takeLinks(root) {
  root.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || event.defaultPrevented || event.button !== 0 || link.target
      || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === location.origin && url.pathname.startsWith(base)
      && !url.pathname.startsWith(`${base}api/`)) {
      event.preventDefault();
      go(url.href);
    }
  });
}
