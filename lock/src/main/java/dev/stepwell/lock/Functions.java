package dev.stepwell.lock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a build.
 *
 * @param functions in the order of their ids, each with its steps in the order of theirs
 */
record Functions(List<LockedFunction> functions) {
  /** Sorts them. */
  Functions {
    functions = functions.stream()
        .map(Functions::sorted)
        .sorted(Comparator.comparing(LockedFunction::id))
        .toList();
  }

  private static LockedFunction sorted(LockedFunction function) {
    return new LockedFunction(
        function.id(),
        function.name(),
        function.version(),
        function.was(),
        function.events(),
        function.crons(),
        function.data(),
        function.complete(),
        function.steps().stream().sorted(Comparator.comparing(LockedStep::id)).toList());
  }

  /** The function of this id. */
  Optional<LockedFunction> function(String id) {
    return functions.stream().filter(function -> function.id().equals(id)).findFirst();
  }

  /** The function that executes runs that are stored under this id: the one of that id, or that had it. */
  Optional<LockedFunction> executing(String stored) {
    return function(stored)
        .or(() -> functions.stream()
            .filter(function -> function.was().contains(stored))
            .findFirst());
  }
}
