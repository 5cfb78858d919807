package dev.stepwell.runtime.model;

/**
 * What ties a cancelling event to the runs that it cancels: both compute the same key.
 *
 * @param event the name of the cancelling event
 * @param key the matched fields with their values, as canonical JSON
 */
public record CancelKey(String event, String key) {}
