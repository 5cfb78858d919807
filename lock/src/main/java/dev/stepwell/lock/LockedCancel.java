package dev.stepwell.lock;

/**
 * What runs store of an event that cancels them.
 *
 * @param event the event's name
 * @param asks what is asked of that event: the fields that must be equal, or what a condition says of it
 */
record LockedCancel(String event, String asks) {
  /** It, in words. */
  String words() {
    return asks.isEmpty() ? event : event + " (" + asks + ")";
  }
}
