/**
 * Holds the one stream of a browser, for all its tabs. It runs in a shared worker, or, where there is
 * none, in the tab that leads. Tabs say again and again what they follow, so that one that has crashed
 * is forgotten.
 */

/** How long a change of what is followed is awaited, so that several make one new stream. */
const SETTLING = 40;

/** Then a tab that has not said that it is there is forgotten. */
const FORGOTTEN = 90_000;

/** Then a stream that is silent is opened anew. */
const SILENT = 30_000;

const AGAIN = 2_000;

/** How many views one stream follows. */
const MOST = 24;

const KINDS = ['snapshot', 'changed', 'gone', 'trouble'];

/** The stream, and who follows what of it. */
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
   * Takes what a tab follows now; an empty list if it is hidden.
   *
   * @param isAnew whether it needs all from the beginning
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

  /** A stream that is opened anew tells all from the beginning: so a tab that came late has it too. */
  reopenSoon() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.open(), SETTLING);
  }

  open() {
    clearTimeout(this.settling);
    clearTimeout(this.again);
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
    source.addEventListener('beat', ({ data }) => {
      this.heardAt = Date.now();
      this.tellAll({ beat: Number(data) });
    });
    source.onerror = () => {
      this.tellAll({ lost: true });
      if (source.readyState === EventSource.CLOSED && source === this.source) {
        this.again = setTimeout(() => this.open(), AGAIN);
      }
    };
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
