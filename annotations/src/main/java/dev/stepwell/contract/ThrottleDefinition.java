package dev.stepwell.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit on starts over time, as the compiler knows it.
 *
 * @param limit how many starts or units each period allows; at least 1
 * @param period the period; at least a millisecond
 * @param burst how many starts or units an idle key may use at once; at least 1
 * @param scope the name under which functions and steps share it; empty if it belongs to one
 * @param key the expressions that separate it, such as {@code event.data.tenantId}; empty for none
 * @param cost the expression for the units of a start; null if each takes 1
 */
public record ThrottleDefinition(
    int limit,
    Duration period,
    int burst,
    String scope,
    List<String> key,
    @Nullable String cost) {
  /** Rejects impossible values, and keeps a copy of the key. */
  public ThrottleDefinition {
    LimitRules.requirePositive("limit", limit);
    LimitRules.requirePositive("burst", burst);
    LimitRules.requirePositive("period", period);
    key = List.copyOf(key);
  }

  /** A limit with a burst of 1, without a key. */
  public static ThrottleDefinition of(int limit, Duration period) {
    return new ThrottleDefinition(limit, period, 1, "", List.of(), null);
  }

  /** The same limit with this burst. */
  public ThrottleDefinition withBurst(int units) {
    return new ThrottleDefinition(limit, period, units, scope, key, cost);
  }

  /** The same limit, shared under this name. */
  public ThrottleDefinition withScope(String name) {
    return new ThrottleDefinition(limit, period, burst, name, key, cost);
  }

  /** The same limit, separated by these expressions. */
  public ThrottleDefinition withKey(String... expressions) {
    return new ThrottleDefinition(limit, period, burst, scope, List.of(expressions), cost);
  }

  /** The same limit, with this expression for the number of units that a start takes. */
  public ThrottleDefinition withCost(String expression) {
    return new ThrottleDefinition(limit, period, burst, scope, key, expression);
  }

  /**
   * The name by which the limit is stored, shown and overridden: equal for all that share it.
   *
   * @param owner what declares it: the id of a function, or of a function and a step by {@link LimitRules#step}
   */
  public String name(String owner) {
    return LimitRules.name("throttle", scope, owner, key);
  }
}
