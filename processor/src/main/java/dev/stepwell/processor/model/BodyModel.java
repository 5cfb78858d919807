package dev.stepwell.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of the body of a function.
 *
 * @param graph its steps and the paths between them
 * @param inline the ids of its inline steps, with the JSON schemas of their results if known
 * @param secrets the names of the secret fields that its inline steps, waits and calls of functions store, sorted
 * @param hazards the places that are not safe to replay
 * @param invokes the functions that it certainly invokes between its steps, with the places
 * @param allows what is allowed in it, and around it
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
