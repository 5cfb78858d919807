package dev.stepwell.contract;

import java.time.Duration;
import java.util.List;

/**
 * A bound on accepted runs, as the compiler knows it.
 *
 * @param limit how many runs are accepted in any period for each key; at least 1
 * @param period the period; at least a millisecond
 * @param key the expressions that separate it, such as {@code event.data.tenantId}; empty for none
 */
public record RateLimitDefinition(int limit, Duration period, List<String> key) {
  /** Rejects impossible values, and keeps a copy of the key. */
  public RateLimitDefinition {
    LimitRules.requirePositive("limit", limit);
    LimitRules.requirePositive("period", period);
    key = List.copyOf(key);
  }

  /** A bound without a key. */
  public static RateLimitDefinition of(int limit, Duration period) {
    return new RateLimitDefinition(limit, period, List.of());
  }

  /** The same bound, separated by these expressions. */
  public RateLimitDefinition withKey(String... expressions) {
    return new RateLimitDefinition(limit, period, List.of(expressions));
  }

  /** The name by which the limit of this function is stored, shown and overridden. */
  public String name(String functionId) {
    return LimitRules.name("rate-limit", "", functionId, key);
  }
}
