package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.RunLimits;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limits of a run as its columns; arrays as text that statements split, because no name or key contains this control character. */
final class LimitColumns {
  private static final String SEPARATOR = "\u001f";

  private LimitColumns() {}

  static @Nullable String names(@Nullable RunLimits limits) {
    return joined(limits, use -> use.key().limit());
  }

  static @Nullable String keys(@Nullable RunLimits limits) {
    return joined(limits, use -> use.key().key());
  }

  /** Null if each is 1. */
  static @Nullable String costs(@Nullable RunLimits limits) {
    return limits == null || limits.uses().stream().allMatch(use -> use.cost() == 1)
        ? null
        : joined(limits, use -> String.valueOf(use.cost()));
  }

  static @Nullable String group(@Nullable RunLimits limits) {
    return limits == null ? null : limits.group();
  }

  /** The group of a run that has begun: if it keeps slots or has taken tokens, it waits apart from runs that have not. */
  static @Nullable String groupOnceBegun(@Nullable RunLimits limits) {
    return limits != null && (haveRunSlots(limits) || isAny(limits, LimitKind.STARTS))
        ? limits.group() + "+"
        : group(limits);
  }

  /** The group of a rerun: if it would need tokens as a run that starts, it waits apart from those. */
  static @Nullable String groupOfRerun(@Nullable RunLimits limits) {
    return limits != null && isAny(limits, LimitKind.STARTS) ? limits.group() + "~" : group(limits);
  }

  /** Whether a run holds slots of these limits until its end. */
  static boolean haveRunSlots(@Nullable RunLimits limits) {
    return limits != null && isAny(limits, LimitKind.RUNS);
  }

  private static boolean isAny(RunLimits limits, LimitKind kind) {
    return limits.uses().stream().anyMatch(use -> use.key().kind() == kind);
  }

  private static @Nullable String joined(
      @Nullable RunLimits limits, Function<RunLimits.Use, String> part) {
    return limits == null
        ? null
        : limits.uses().stream().map(part).collect(Collectors.joining(SEPARATOR));
  }
}
