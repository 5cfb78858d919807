package dev.stepwell.runtime.model;

/**
 * The key that links an event to the runs that it cancels or wakes: both sides compute it.
 *
 * @param event the name of the event
 * @param key the matched fields with their values, as canonical JSON
 */
public record MatchKey(String event, String key) {}
