package dev.stepwell.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the events of a function form batches, as the compiler knows it.
 *
 * @param maxSize how many events a batch holds at most; at least 1
 * @param timeout how long after its first event a batch starts at the latest; at least a millisecond
 * @param key the expressions that separate batches, such as {@code event.data.accountId}; empty for none
 * @param condition the condition on an event to join a batch; null if all do
 * @param maxBytes how many bytes the events of a batch have together at most, as JSON in UTF-8
 */
public record BatchDefinition(
    int maxSize,
    Duration timeout,
    List<String> key,
    @Nullable String condition,
    int maxBytes) {
  /** The bound in bytes of a batch that sets none. */
  public static final int MAX_BYTES = 4_194_304;

  /** Rejects impossible values, and keeps a copy of the key. */
  public BatchDefinition {
    LimitRules.requirePositive("maxSize", maxSize);
    LimitRules.requirePositive("timeout", timeout);
    LimitRules.requirePositive("maxBytes", maxBytes);
    key = List.copyOf(key);
  }

  /** Batches of all events of the function, without a key. */
  public static BatchDefinition of(int maxSize, Duration timeout) {
    return new BatchDefinition(maxSize, timeout, List.of(), null, MAX_BYTES);
  }

  /** The same, separated by these expressions. */
  public BatchDefinition withKey(String... expressions) {
    return new BatchDefinition(maxSize, timeout, List.of(expressions), condition, maxBytes);
  }

  /** The same, of the events for which this condition holds. */
  public BatchDefinition withCondition(String text) {
    return new BatchDefinition(maxSize, timeout, key, text, maxBytes);
  }

  /** The same with this bound in bytes. */
  public BatchDefinition withMaxBytes(int bytes) {
    return new BatchDefinition(maxSize, timeout, key, condition, bytes);
  }
}
