package dev.stepwell.lock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares how the runs of a function are limited, delayed, put together and ordered. A run keeps the keys, the cost and the priority with
 * which it was created; the values of a limit are those of the newest code.
 */
final class LimitComparison {
  private LimitComparison() {}

  /** The changes that matter to runs in flight. Limits have the id of their function in their names, so a renamed one has new limits. */
  static List<Finding> of(LockedFunction old, LockedFunction now) {
    if (!old.id().equals(now.id())) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    names(old, names);
    names(now, names);
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      Optional<String> before = old.limit(name);
      Optional<String> after = now.limit(name);
      if (!before.equals(after)) {
        findings.add(Finding.ofPart(
            kind(name, before.isPresent(), after.isPresent()),
            old.id(),
            name,
            name,
            before.orElse(""),
            after.orElse("")));
      }
    }
    return findings;
  }

  private static void names(LockedFunction function, Set<String> to) {
    if (function.limits() != null) {
      function.limits().forEach(limit -> to.add(limit.name()));
    }
  }

  private static FindingKind kind(String name, boolean was, boolean is) {
    if (name.equals(LockedLimit.BATCH) && was != is) {
      return is ? FindingKind.BATCH_ADDED : FindingKind.BATCH_REMOVED;
    }
    if (was && is) {
      return FindingKind.LIMIT_CHANGED;
    }
    return is ? FindingKind.LIMIT_ADDED : FindingKind.LIMIT_REMOVED;
  }
}
