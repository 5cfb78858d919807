package dev.stepwell.lock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.lock.Schemas.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a function of the last release with the one that executes its runs now. */
final class FunctionComparison {
  private final LockedFunction old;
  private final LockedFunction now;
  private final BiPredicate<String, String> isSameFunction;
  private final List<Finding> findings = new ArrayList<>();

  private FunctionComparison(
      LockedFunction old, LockedFunction now, BiPredicate<String, String> isSameFunction) {
    this.old = old;
    this.now = now;
    this.isSameFunction = isSameFunction;
  }

  /**
   * The changes that matter to runs in flight.
   *
   * @param isSameFunction whether runs of two ids are executed by one function
   */
  static List<Finding> of(
      LockedFunction old, LockedFunction now, BiPredicate<String, String> isSameFunction) {
    FunctionComparison comparison = new FunctionComparison(old, now, isSameFunction);
    comparison.compareTriggers();
    comparison.compareData();
    comparison.compareSteps();
    return comparison.findings;
  }

  private void compareTriggers() {
    boolean isConditionKnown = old.condition() != null && now.condition() != null;
    String before = triggers(old, isConditionKnown);
    String after = triggers(now, isConditionKnown);
    if (!before.equals(after)) {
      findings.add(Finding.of(FindingKind.TRIGGER_CHANGED, old.id(), before, after));
    }
  }

  private static String triggers(LockedFunction function, boolean withCondition) {
    String condition = Objects.requireNonNullElse(function.condition(), "");
    return Stream.concat(function.events().stream(), function.crons().stream())
            .sorted()
            .collect(Collectors.joining(", "))
        + (withCondition && !condition.isEmpty() ? " (" + condition + ")" : "");
  }

  private void compareData() {
    JsonNode before = old.data();
    JsonNode after = now.data();
    if (before != null && after != null) {
      Schemas.unfitEvent(before, after).forEach(this::fieldChanged);
    } else if (before != null || after != null) {
      findings.add(Finding.of(FindingKind.EVENT_CHANGED, old.id(), words(before), words(after)));
    }
  }

  private static String words(@Nullable JsonNode data) {
    return data == null ? "a cron tick" : "an event";
  }

  private void fieldChanged(Difference difference) {
    FindingKind kind = switch (difference.how()) {
      case REMOVED -> FindingKind.EVENT_FIELD_REMOVED;
      case ADDED -> FindingKind.EVENT_FIELD_ADDED;
      case CHANGED -> FindingKind.EVENT_FIELD_CHANGED;
    };
    String field = difference.field();
    findings.add(Finding.ofPart(kind, old.id(), field, field, difference.words()));
  }

  private void compareSteps() {
    List<LockedStep> gone = new ArrayList<>();
    for (LockedStep step : old.steps()) {
      Optional<LockedStep> same = now.step(step.id());
      if (same.isPresent()) {
        compare(step, same.get());
      } else {
        gone.add(step);
      }
    }
    pair(gone, new ArrayList<>(now.steps().stream().filter(this::isNew).toList()));
  }

  /** Pairs each removed item with the most similar new one, each used once. The rest was removed or added. */
  private void pair(List<LockedStep> gone, List<LockedStep> fresh) {
    Optional<Pair> nearest = gone.stream()
        .flatMap(step -> fresh.stream()
            .filter(other -> other.kind().equals(step.kind()))
            .map(other -> new Pair(step, other)))
        .min(Comparator.comparingInt(Pair::difference));
    nearest.ifPresent(pair -> {
      renamed(pair.gone, pair.fresh);
      gone.remove(pair.gone);
      fresh.remove(pair.fresh);
      pair(gone, fresh);
    });
  }

  /** A removed step, and a new one that may be the same. */
  private record Pair(LockedStep gone, LockedStep fresh) {
    int difference() {
      boolean isAlike =
          Objects.equals(gone.result(), fresh.result()) && Objects.equals(gone.on(), fresh.on());
      return Nearness.distance(gone.id(), fresh.id()) + (isAlike ? 0 : gone.id().length());
    }
  }

  /** A step is known to be a method of this module if its result is known and it is not inline. */
  private void renamed(LockedStep step, LockedStep other) {
    boolean isMethod = step.kind().equals("step") && !other.inline() && other.result() != null;
    add(
        isMethod ? FindingKind.STEP_RENAMED : FindingKind.STEP_ID_CHANGED,
        step,
        other.id(),
        step.kind());
  }

  private boolean isNew(LockedStep step) {
    return old.step(step.id()).isEmpty()
        && step.was().stream().allMatch(was -> old.step(was).isEmpty());
  }

  private void compare(LockedStep step, LockedStep same) {
    step.was().stream()
        .filter(was -> now.step(was).isEmpty())
        .forEach(was -> add(FindingKind.STEP_WAS_DROPPED, step, was));
    if (!step.kind().equals(same.kind())) {
      add(FindingKind.STEP_KIND_CHANGED, step, step.kind(), same.kind());
      return;
    }
    String before = Objects.requireNonNullElse(step.on(), "");
    String after = Objects.requireNonNullElse(same.on(), "");
    if (!before.equals(after) && step.kind().equals("wait")) {
      add(FindingKind.WAIT_CHANGED, step, before, after);
      return;
    }
    if (!before.equals(after) && !isSameFunction.test(before, after)) {
      add(FindingKind.INVOKE_CHANGED, step, before, after);
      return;
    }
    compareResult(step, same);
  }

  private void compareResult(LockedStep step, LockedStep same) {
    JsonNode before = step.result();
    JsonNode after = same.result();
    if (before == null || after == null) {
      return;
    }
    String differences = Schemas.unfit(before, after).stream()
        .map(difference ->
            (difference.field().isEmpty() ? "it" : difference.field()) + " " + difference.words())
        .collect(Collectors.joining(", "));
    if (!differences.isEmpty()) {
      add(FindingKind.STEP_RESULT_CHANGED, step, differences);
    }
  }

  private void add(FindingKind kind, LockedStep step, String... more) {
    String[] names = Stream.concat(Stream.of(step.id()), Stream.of(more)).toArray(String[]::new);
    findings.add(Finding.ofPart(kind, old.id(), step.id(), names));
  }
}
