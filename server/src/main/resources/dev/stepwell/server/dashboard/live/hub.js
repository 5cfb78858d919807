/**
 * Holds the single stream of a browser for all its tabs. It runs in a shared worker or, without
 * one, in the leading tab. Tabs report regularly what they follow, so that a crashed one is
 * removed.
 */

/** How long to collect changes of what is followed, so that several cause one new stream. */
const SETTLING = 40;

/** When to remove a tab that has not reported. */
const FORGOTTEN = 90_000;

/** When to reopen a silent stream. */
const SILENT = 30_000;

const AGAIN = 2_000;

/** How long a browser may take to reconnect: the server ends each stream after a while. */
const GRACE = 3_000;

/** The maximum number of views per stream. */
const MOST = 24;

const KINDS = ['snapshot', 'changed', 'gone', 'trouble'];

/** The stream, and its followers. */
export class Hub {
  /**
   * @param base the address below which the API is
   * @param send called with a tab and a message for it
   */
  constructor(base, send) {
    this.base = base;
    this.send = send;
    this.tabs = new Map();
    this.watched = [];
    setInterval(() => this.lookAfter(), 10_000);
  }

  /**
   * Sets what a tab follows; an empty list if it is hidden.
   *
   * @param isAnew whether it needs new snapshots
   */
  follow(tab, watches, isAnew = false) {
    const known = this.tabs.get(tab)?.watches ?? [];
    this.tabs.set(tab, { watches, seenAt: Date.now() });
    const added = watches.filter((watch) => !known.includes(watch));
    if (isAnew || added.some((watch) => this.watched.includes(watch))) {
      this.reopenSoon();
    } else {
      this.settle();
    }
  }

  leave(tab) {
    this.tabs.delete(tab);
    this.settle();
  }

  all() {
    const watches = [...this.tabs.values()].flatMap((tab) => tab.watches);
    return [...new Set(watches)].slice(0, MOST).sort();
  }

  isStale() {
    return this.all().join('\n') !== this.watched.join('\n');
  }

  settle() {
    if (this.isStale()) {
      this.reopenSoon();
    }
  }

  /** A new stream sends new snapshots, so that a tab that joins later also gets them. */
  reopenSoon() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.open(), SETTLING);
  }

  open() {
    clearTimeout(this.settling);
    clearTimeout(this.again);
    this.found();
    this.source?.close();
    this.source = null;
    this.watched = this.all();
    if (this.watched.length === 0) {
      return;
    }
    const query = this.watched.map((watch) => `watch=${encodeURIComponent(watch)}`).join('&');
    const source = new EventSource(`${this.base}api/live?${query}`);
    this.source = source;
    this.heardAt = Date.now();
    this.watched.forEach((watch, index) => KINDS.forEach((kind) => {
      source.addEventListener(`${index}-${kind}`, ({ data }) => this.tell(watch, { kind, data }));
    }));
    source.onopen = () => this.found();
    source.addEventListener('beat', ({ data }) => {
      this.heardAt = Date.now();
      this.tellAll({ beat: Number(data) });
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) {
        this.losing ??= setTimeout(() => this.lose(), GRACE);
      } else if (source === this.source) {
        this.explain(source.url);
        this.again = setTimeout(() => this.open(), AGAIN);
      }
    };
  }

  lose() {
    this.losing = null;
    this.tellAll({ lost: true });
  }

  found() {
    clearTimeout(this.losing);
    this.losing = null;
  }

  /** Asks why the server refuses the stream, which the stream itself does not tell. */
  async explain(url) {
    const request = new AbortController();
    try {
      const response = await fetch(url, { signal: request.signal });
      if (response.ok) {
        request.abort();
      } else {
        const { detail } = await response.json();
        this.tellAll({ refused: response.status, says: detail });
      }
    } catch {
      this.tellAll({ lost: true });
    }
  }

  tell(watch, message) {
    this.heardAt = Date.now();
    for (const [tab, { watches }] of this.tabs) {
      if (watches.includes(watch)) {
        this.send(tab, { watch, ...message });
      }
    }
  }

  tellAll(message) {
    for (const [tab, { watches }] of this.tabs) {
      if (watches.length > 0) {
        this.send(tab, message);
      }
    }
  }

  lookAfter() {
    const now = Date.now();
    for (const [tab, { seenAt }] of this.tabs) {
      if (now - seenAt > FORGOTTEN) {
        this.tabs.delete(tab);
      }
    }
    this.settle();
    if (this.source && now - this.heardAt > SILENT) {
      this.open();
    }
  }
}
