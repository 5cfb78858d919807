package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The stored outcome of a race.
 *
 * @param won the indexes of the winners, in the order in which they completed; empty if the race failed
 * @param failed the indexes of the branches that failed, in their order, if the race failed; else empty
 * @param ids the ids of the steps that the branches called, without the numbers of repetitions
 */
public record RaceDecision(List<Integer> won, List<Integer> failed, List<String> ids) {}
