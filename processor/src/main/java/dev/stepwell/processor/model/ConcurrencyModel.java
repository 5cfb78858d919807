package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @Concurrency}.
 *
 * @param limit how many may execute at the same time
 * @param perRun whether a run takes a slot, and not an attempt
 * @param scope the name under which it is shared; empty for none
 * @param key what separates it
 * @param address where the annotation stands
 */
public record ConcurrencyModel(
    NumberModel limit, boolean perRun, TextModel scope, List<TextModel> key, Address address) {}
