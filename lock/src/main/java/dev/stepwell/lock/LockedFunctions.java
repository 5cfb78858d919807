package dev.stepwell.lock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a build.
 *
 * @param functions in the order of their ids, each with its steps in the order of theirs
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

  /** The function that executes the runs that are stored under this id: the function with that id, or that had it. */
  Optional<LockedFunction> executing(String stored) {
    return function(stored)
        .or(() -> functions.stream()
            .filter(function -> function.was().contains(stored))
            .findFirst());
  }
}
