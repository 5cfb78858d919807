package dev.stepwell.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the functions of a build with those of the last release. */
final class BuildComparison {
  private final LockedFunctions released;
  private final LockedFunctions compiled;
  private final List<Finding> findings = new ArrayList<>();

  private BuildComparison(LockedFunctions released, LockedFunctions compiled) {
    this.released = released;
    this.compiled = compiled;
  }

  /** The changes that matter to runs in flight, function by function. */
  static List<Finding> of(LockedFunctions released, LockedFunctions compiled) {
    BuildComparison comparison = new BuildComparison(released, compiled);
    released.functions().forEach(comparison::compare);
    return comparison.findings;
  }

  private void compare(LockedFunction old) {
    Optional<LockedFunction> now = compiled.executing(old.id());
    if (now.isPresent()) {
      findings.addAll(FunctionComparison.of(old, now.get(), this::isSameFunction));
      findings.addAll(CancelComparison.of(old, now.get(), compiled));
      findings.addAll(LimitComparison.of(old, now.get()));
      dropped(old, now.get());
      return;
    }
    Optional<String> handled = old.failing();
    if (handled.isPresent()) {
      if (compiled.executing(handled.get()).isPresent()) {
        findings.add(Finding.of(FindingKind.FAILURE_METHOD_REMOVED, old.id(), handled.get()));
      }
      return;
    }
    Optional<LockedFunction> higher = compiled.functions().stream()
        .filter(function -> function.name().equals(old.name()))
        .filter(function -> function.version() > old.version())
        .max(Comparator.comparingInt(LockedFunction::version));
    if (higher.isPresent()) {
      findings.add(Finding.of(FindingKind.VERSION_GONE, old.id(), higher.get().id()));
      return;
    }
    Optional<LockedFunction> fresh = compiled.functions().stream()
        .filter(function -> isNew(function) && isAlike(old, function))
        .min(Comparator.comparingInt(function -> Nearness.distance(old.id(), function.id())));
    findings.add(fresh
        .map(function -> Finding.of(FindingKind.FUNCTION_RENAMED, old.id(), function.id()))
        .orElseGet(() -> Finding.of(FindingKind.FUNCTION_REMOVED, old.id())));
  }

  /** The earlier ids that the function named in the last release, and no longer names. */
  private void dropped(LockedFunction old, LockedFunction now) {
    old.was().stream()
        .filter(id -> old.failing().isEmpty())
        .filter(id -> compiled.executing(id).isEmpty())
        .map(id -> Finding.ofPart(FindingKind.FUNCTION_WAS_DROPPED, now.id(), id, id))
        .forEach(findings::add);
  }

  private boolean isNew(LockedFunction function) {
    return released.function(function.id()).isEmpty()
        && function.was().isEmpty()
        && function.failing().isEmpty();
  }

  /** Whether one may be the other under a new name: they share a step, have the same triggers, or similar ids. */
  private static boolean isAlike(LockedFunction old, LockedFunction function) {
    boolean isStartedAlike =
        old.events().equals(function.events()) && old.crons().equals(function.crons());
    boolean isNear =
        Nearness.distance(old.id(), function.id()) <= Math.max(2, old.id().length() / 3);
    return isStartedAlike
        || isNear
        || old.steps().stream().anyMatch(step -> function.step(step.id()).isPresent());
  }

  /** Whether runs of these ids are executed by one function, or by versions of one. */
  private boolean isSameFunction(String one, String other) {
    Optional<LockedFunction> first = compiled.executing(one);
    Optional<LockedFunction> second = compiled.executing(other);
    return first.isPresent()
        && second.isPresent()
        && first.get().name().equals(second.get().name());
  }
}
