package dev.stepwell.processor.model;

import java.util.List;

/**
 * The place of a step in a graph.
 *
 * @param after the ids of predecessors that it takes no values from
 * @param delay the delay before it
 * @param waits its parameters that are awaited events
 */
public record OrderModel(List<TextModel> after, DurationModel delay, List<WaitModel> waits) {}
