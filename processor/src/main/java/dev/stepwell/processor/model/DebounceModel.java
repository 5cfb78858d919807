package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @Debounce}.
 *
 * @param period how long no further event may arrive
 * @param timeout how long after the first event the run starts at the latest
 * @param key what separates events
 * @param address where the annotation stands
 */
public record DebounceModel(
    DurationModel period, DurationModel timeout, List<TextModel> key, Address address) {}
