/** Where the dashboard is: a path below where it is mounted, and a query. */

const base = new URL(document.baseURI).pathname;
const HOW_LONG_TO_SCROLL = 3_000;

history.scrollRestoration = 'manual';

/** The path without where the dashboard is mounted: `/runs`, `/runs/…`. */
export function path() {
  const whole = location.pathname;
  return whole.startsWith(base) ? `/${whole.slice(base.length)}` : whole;
}

/** An id as a part of an address. Slashes in it stay: servers refuse them encoded. */
export function segment(id) {
  return encodeURIComponent(id).replaceAll('%2F', '/');
}

/** The query's parameters, as an object. */
export function parameters() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Goes to an address that is relative to where the dashboard is mounted. */
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

/** Changes some of the query's parameters and stays where it is. */
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

/** Has a listener told of each move. */
export function onMove(listener) {
  addEventListener('sw-moved', listener);
  addEventListener('popstate', listener);
}

/** How far down the page is, kept in its entry of the history for when somebody comes back to it. */
function keepScroll() {
  history.replaceState({ ...history.state, scroll: scrollY }, '');
}

/** Scrolls to where the page was, once what is shown there has come; unless its reader scrolls first. */
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

/** The last filters of each list, for links that lead back to it. */
function rememberList() {
  const match = /^\/(runs|events|errors|functions)?$/.exec(path());
  if (match) {
    sessionStorage.setItem(`stepwell-list-${match[1] ?? 'runs'}`, location.search);
  }
}
rememberList();

/** The address of a list as it was filtered last. */
export function listAddress(name) {
  return `${name}${sessionStorage.getItem(`stepwell-list-${name}`) ?? ''}`;
}

/** Takes clicks on links to the dashboard itself, so that the page is not loaded anew. */
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
