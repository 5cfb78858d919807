package dev.stepwell.server.live;

/**
 * Something that has changed.
 *
 * @param number how many changes there were with it
 * @param json the item as it is now; empty if it is gone
 */
record Change(long number, Kind kind, String item, String json) {
  /** What became of an item. */
  enum Kind {
    CHANGED,
    GONE
  }
}
