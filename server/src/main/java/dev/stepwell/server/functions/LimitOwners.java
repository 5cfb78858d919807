package dev.stepwell.server.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.LimitRules;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.server.http.HttpJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions and steps that declare limits. The functions of a class all declare the limits of its steps, because the engine does not
 * depend on step graphs; what a graph does not contain is left out here.
 */
final class LimitOwners {
  private final Map<String, Set<Owner>> byLimit = new LinkedHashMap<>();
  private final Set<String> uncalled = new HashSet<>();

  /**
   * An owner.
   *
   * @param step the step; null if the limit is the function's own
   */
  record Owner(String function, @Nullable String step) {}

  /** Those of the limits that these functions declare. */
  LimitOwners(List<StoredFunction> functions) {
    for (StoredFunction function : functions) {
      FlowControl flow = function.flowControl();
      Owner whole = new Owner(function.id(), null);
      names(flow.concurrency(), flow.throttle(), function.id()).forEach(name -> add(name, whole));
      addSteps(function);
    }
    uncalled.removeAll(byLimit.keySet());
  }

  private void addSteps(StoredFunction function) {
    List<StepLimits> steps = function.flowControl().steps();
    if (steps.isEmpty()) {
      return;
    }
    Set<String> called = calledSteps(function.description().graph());
    for (StepLimits step : steps) {
      String owner = LimitRules.step(function.id(), step.stepId());
      List<String> names = names(step.concurrency(), step.throttle(), owner);
      if (called == null || called.contains(step.stepId())) {
        names.forEach(name -> add(name, new Owner(function.id(), step.stepId())));
      } else {
        uncalled.addAll(names);
      }
    }
  }

  private void add(String limit, Owner owner) {
    byLimit.computeIfAbsent(limit, name -> new LinkedHashSet<>()).add(owner);
  }

  private static List<String> names(
      List<ConcurrencyDefinition> concurrency,
      @Nullable ThrottleDefinition throttle,
      String owner) {
    List<String> names = new ArrayList<>();
    concurrency.forEach(limit -> names.add(limit.name(owner)));
    if (throttle != null) {
      names.add(throttle.name(owner));
    }
    return names;
  }

  /** The steps in this graph; null if some may be missing. */
  private static @Nullable Set<String> calledSteps(String graph) {
    Set<String> ids = new HashSet<>();
    try {
      return collect(HttpJson.MAPPER.readTree(graph), ids) ? ids : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Whether all steps below this node are known. */
  private static boolean collect(JsonNode node, Set<String> ids) {
    String type = node.path("type").asText();
    if (type.equals("unread") || (type.equals("step") && !node.path("id").isTextual())) {
      return false;
    }
    if (type.equals("step")) {
      ids.add(node.path("id").textValue());
    }
    boolean isComplete = true;
    for (JsonNode part : node) {
      isComplete &= collect(part, ids);
    }
    return isComplete;
  }

  /** The owners of a limit; none if no published function declares it. */
  List<Owner> of(LimitInfo limit) {
    return List.copyOf(byLimit.getOrDefault(limit.limit().name(), Set.of()));
  }

  /** Whether a limit is shown: it is in use, or a function calls the step that declares it. */
  boolean concerns(LimitInfo limit) {
    return !uncalled.contains(limit.limit().name())
        || !limit.keys().isEmpty()
        || limit.override() != null;
  }
}
