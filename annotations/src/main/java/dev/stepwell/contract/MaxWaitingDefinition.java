package dev.stepwell.contract;

import dev.stepwell.MaxWaiting;
import java.util.List;

/**
 * A bound on the runs that wait for their first attempt, as the compiler knows it.
 *
 * @param limit how many may wait for each key; at least 1
 * @param whenFull what happens when another run is created
 * @param key the expressions that separate the bound, such as {@code event.data.tenantId}; empty for none
 */
public record MaxWaitingDefinition(int limit, MaxWaiting.WhenFull whenFull, List<String> key) {
  /** Rejects an impossible limit, and keeps a copy of the key. */
  public MaxWaitingDefinition {
    LimitRules.requirePositive("limit", limit);
    key = List.copyOf(key);
  }

  /** With these expressions as the key. */
  public static MaxWaitingDefinition of(int limit, MaxWaiting.WhenFull whenFull, String... key) {
    return new MaxWaitingDefinition(limit, whenFull, List.of(key));
  }

  /** The name by which the limit of this function is stored, shown and overridden. */
  public String name(String functionId) {
    return LimitRules.name("max-waiting", "", functionId, key);
  }
}
