/** How long to wait for further changes of a burst. */
const SETTLING = 50;

/**
 * Changes of a followed list. They come one by one, and only all together say whether items are
 * missing.
 */
export class Burst {
  /**
   * @param shown returns the items of the list
   * @param over called with the items before the burst, and the set of the ids that are gone
   */
  constructor(shown, over) {
    this.shown = shown;
    this.over = over;
    this.gone = null;
  }

  /** Notes that the list is about to change. */
  expect() {
    if (!this.gone) {
      this.gone = new Set();
      this.before = this.shown();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), SETTLING);
  }

  drop(id) {
    this.expect();
    this.gone.add(id);
  }

  end() {
    const { before, gone } = this;
    this.stop();
    this.over(before, gone);
  }

  /** Forgets the burst: another list is shown. */
  stop() {
    clearTimeout(this.timer);
    this.gone = null;
    this.before = null;
  }
}
