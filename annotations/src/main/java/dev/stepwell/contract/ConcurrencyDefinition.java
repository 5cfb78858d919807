package dev.stepwell.contract;

import dev.stepwell.Concurrency;
import java.util.List;

/**
 * A limit on what executes at the same time, as the compiler knows it.
 *
 * @param limit how many may execute for each key; at least 1
 * @param per what takes a slot
 * @param scope the name under which functions and steps share it; empty if it belongs to one
 * @param key the expressions that separate it, such as {@code event.data.tenantId}; empty for none
 */
public record ConcurrencyDefinition(
    int limit, Concurrency.Per per, String scope, List<String> key) {
  /** Rejects an impossible limit, and keeps a copy of the key. */
  public ConcurrencyDefinition {
    LimitRules.requirePositive("limit", limit);
    key = List.copyOf(key);
  }

  /** A limit on attempts, without a key. */
  public static ConcurrencyDefinition of(int limit) {
    return new ConcurrencyDefinition(limit, Concurrency.Per.ATTEMPT, "", List.of());
  }

  /** The same limit, on runs. */
  public ConcurrencyDefinition perRun() {
    return new ConcurrencyDefinition(limit, Concurrency.Per.RUN, scope, key);
  }

  /** The same limit, shared under this name. */
  public ConcurrencyDefinition withScope(String name) {
    return new ConcurrencyDefinition(limit, per, name, key);
  }

  /** The same limit, separated by these expressions. */
  public ConcurrencyDefinition withKey(String... expressions) {
    return new ConcurrencyDefinition(limit, per, scope, List.of(expressions));
  }

  /**
   * The name by which the limit is stored, shown and overridden: equal for all that share it.
   *
   * @param owner what declares it: the id of a function, or of a function and a step by {@link LimitRules#step}
   */
  public String name(String owner) {
    String kind = per == Concurrency.Per.RUN ? "runs" : "concurrency";
    return LimitRules.name(kind, scope, owner, key);
  }
}
