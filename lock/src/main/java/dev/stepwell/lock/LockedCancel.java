package dev.stepwell.lock;

/**
 * What runs store of an event that cancels them.
 *
 * @param event the event's name
 * @param asks the demand on that event: the fields that must be equal, or its part of a condition
 */
record LockedCancel(String event, String asks) {
  /** All of it as a phrase. */
  String words() {
    return asks.isEmpty() ? event : event + " (" + asks + ")";
  }
}
