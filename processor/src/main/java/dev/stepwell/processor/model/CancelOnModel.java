package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @CancelOn}.
 *
 * @param event the name of the cancelling event
 * @param match the matched fields
 * @param eventAddress where the name stands
 * @param matchAddress where the fields stand
 */
public record CancelOnModel(
    String event, List<String> match, Address eventAddress, Address matchAddress) {}
