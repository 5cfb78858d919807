package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @MaxWaiting}.
 *
 * @param limit how many runs may wait
 * @param whenFull the name of what happens to a further one
 * @param key what separates the bound
 * @param address where the annotation stands
 */
public record MaxWaitingModel(
    NumberModel limit, String whenFull, List<TextModel> key, Address address) {}
