package dev.stepwell.lock;

/**
 * A part of a function's flow control.
 *
 * @param name the name of the limit; {@code debounce}, {@code batch} or {@code priority} for what is no limit
 * @param says its values
 */
record LockedLimit(String name, String says) {
  /** The name of the part that decides whether a function is called with one event or with several. */
  static final String BATCH = "batch";
}
