package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @Batch}.
 *
 * @param maxSize how many events a batch holds at most
 * @param timeout how long after its first event a batch starts at the latest
 * @param key what separates batches
 * @param condition the condition on an event to join one; empty for none
 * @param maxBytes how many bytes its events have together at most
 * @param address where the annotation stands
 */
public record BatchModel(
    NumberModel maxSize,
    DurationModel timeout,
    List<TextModel> key,
    TextModel condition,
    NumberModel maxBytes,
    Address address) {}
