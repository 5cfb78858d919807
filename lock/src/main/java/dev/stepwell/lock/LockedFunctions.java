package dev.stepwell.lock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a build.
 *
 * @param functions sorted by id, each with its steps sorted by id
 */
record LockedFunctions(List<LockedFunction> functions) {
  /** Sorts them. */
  LockedFunctions {
    functions = functions.stream()
        .map(function -> function.withSteps(function.steps().stream()
            .sorted(Comparator.comparing(LockedStep::id))
            .toList()))
        .sorted(Comparator.comparing(LockedFunction::id))
        .toList();
  }

  /** Whether one of them is cancelled by this. */
  boolean areCancelledBy(LockedCancel cancel) {
    return functions.stream()
        .anyMatch(function -> function.cancelOn() != null && function.cancelOn().contains(cancel));
  }

  /** The function of this id. */
  Optional<LockedFunction> function(String id) {
    return functions.stream().filter(function -> function.id().equals(id)).findFirst();
  }

  /** The function that executes the runs stored under this id, which is its current or a former id. */
  Optional<LockedFunction> executing(String stored) {
    return function(stored)
        .or(() -> functions.stream()
            .filter(function -> function.was().contains(stored))
            .findFirst());
  }
}
