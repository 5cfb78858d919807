import { get, query } from '../api.js';

/**
 * Loads the items that match a filter, page by page, newest first. With few matches, pages are
 * empty although they are not the last: the walk continues until it has found enough or has
 * examined everything, and reports its progress.
 */
export class Walk {
  /**
   * @param path of the list in the API
   * @param name of the items in its answers
   * @param filter the parameters of the list
   * @param limit the number of items per page
   * @param changed called when there are changes to render
   */
  constructor(path, name, filter, limit, changed) {
    this.path = path;
    this.name = name;
    this.filter = filter;
    this.limit = limit;
    this.changed = changed;
    this.items = [];
    this.next = undefined;
    this.unsearched = 0;
    this.isLooking = false;
    this.isStopped = false;
    this.error = null;
  }

  /** Whether all matching items have been found. */
  isComplete() {
    return this.next === null;
  }

  /** Loads until this many more are found. */
  async more(wanted = this.limit) {
    if (this.isLooking || this.isComplete()) {
      return;
    }
    this.isLooking = true;
    this.isStopped = false;
    this.error = null;
    const enough = this.items.length + wanted;
    try {
      do {
        this.changed();
        const { filter, limit, next } = this;
        const page = await get(`${this.path}${query({ ...filter, limit, before: next })}`);
        const known = new Set(this.items.map(({ id }) => id));
        this.items = [...this.items, ...page[this.name].filter(({ id }) => !known.has(id))];
        this.next = page.next;
        this.unsearched += page.unsearched ?? 0;
      } while (!this.isStopped && this.next && this.items.length < enough);
    } catch (error) {
      this.error = error;
    }
    this.isLooking = false;
    this.changed();
  }

  stop() {
    this.isStopped = true;
    this.changed();
  }
}
