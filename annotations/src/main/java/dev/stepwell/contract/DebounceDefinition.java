package dev.stepwell.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a function waits for the last of several events, as the compiler knows it.
 *
 * @param period how long no further event may arrive before the run starts; at least a millisecond
 * @param timeout how long after the first event the run starts at the latest; null for no bound
 * @param key the expressions that separate events, such as {@code event.data.docId}; empty for none
 */
public record DebounceDefinition(Duration period, @Nullable Duration timeout, List<String> key) {
  /** Rejects impossible values, and keeps a copy of the key. */
  public DebounceDefinition {
    LimitRules.requirePositive("period", period);
    if (timeout != null && timeout.compareTo(period) < 0) {
      throw new IllegalArgumentException("the timeout of a debounce must not be below its period: "
          + timeout + " is below " + period);
    }
    key = List.copyOf(key);
  }

  /** Without a timeout and a key. */
  public static DebounceDefinition of(Duration period) {
    return new DebounceDefinition(period, null, List.of());
  }

  /** The same with this timeout. */
  public DebounceDefinition withTimeout(Duration latest) {
    return new DebounceDefinition(period, latest, key);
  }

  /** The same, separated by these expressions. */
  public DebounceDefinition withKey(String... expressions) {
    return new DebounceDefinition(period, timeout, List.of(expressions));
  }
}
