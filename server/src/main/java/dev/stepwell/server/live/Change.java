package dev.stepwell.server.live;

/**
 * A change of an item.
 *
 * @param number its number in the sequence of changes
 * @param json the new state of the item; empty if it is gone
 */
record Change(long number, Kind kind, String item, String json) {
  /** The kind of change. */
  enum Kind {
    CHANGED,
    GONE
  }
}
