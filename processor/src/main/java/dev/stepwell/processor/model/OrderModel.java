package dev.stepwell.processor.model;

import java.util.List;

/**
 * What a step says of its place in a graph.
 *
 * @param after the ids of steps after which it comes, besides those of which it takes something
 * @param delay how long the run waits before it
 * @param waits its parameters that are events to wait for
 */
public record OrderModel(List<TextModel> after, DurationModel delay, List<WaitModel> waits) {}
