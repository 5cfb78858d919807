/** Where the dashboard is: a path below where it is mounted, and a query. */

const base = new URL(document.baseURI).pathname;

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
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    dispatchEvent(new Event('sw-moved'));
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
  history.replaceState(null, '', url);
  dispatchEvent(new Event('sw-moved'));
}

/** Has a listener told of each move. */
export function onMove(listener) {
  addEventListener('sw-moved', listener);
  addEventListener('popstate', listener);
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
