package dev.stepwell.processor.model;

import dev.stepwell.contract.StepGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was read in the body of a function.
 *
 * @param graph its steps and the ways between them
 * @param inline the ids of its inline steps, with the JSON schemas of their results as far as they are known
 * @param secrets the names of the secret fields in what its inline steps, waits and calls of functions store, sorted
 * @param hazards what in it does not bear to be replayed
 * @param invokes which functions it is certain to invoke between its steps, and where
 * @param allows what is allowed in it, and around what was read
 */
public record BodyModel(
    StepGraph graph,
    Map<String, Optional<String>> inline,
    Set<String> secrets,
    List<HazardModel> hazards,
    List<InvokeModel> invokes,
    Set<AllowModel> allows) {
  /** A body that could not be read. */
  public static final BodyModel UNREAD =
      new BodyModel(StepGraph.UNREAD, Map.of(), Set.of(), List.of(), List.of(), Set.of());
}
