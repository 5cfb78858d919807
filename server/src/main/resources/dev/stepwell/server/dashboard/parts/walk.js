import { get, query } from '../api.js';

/**
 * Looks for what a filter admits, page after page, newest first. Where it admits few, pages are empty and
 * not the last: the walk goes on by itself until it has found enough or has looked at all, and says how
 * far it is.
 */
export class Walk {
  /**
   * @param path of the list in the API
   * @param name of the items in its answers
   * @param filter the parameters of the list
   * @param limit how many items a page has
   * @param changed called when there is something new to draw
   */
  constructor(path, name, filter, limit, changed) {
    this.path = path;
    this.name = name;
    this.filter = filter;
    this.limit = limit;
    this.changed = changed;
    this.items = [];
    this.next = undefined;
    this.isLooking = false;
    this.isStopped = false;
    this.error = null;
  }

  /** Whether all that there is has been found. */
  isComplete() {
    return this.next === null;
  }

  /** Looks until so many more are found. */
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
