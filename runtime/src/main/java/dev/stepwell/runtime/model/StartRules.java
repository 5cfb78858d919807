package dev.stepwell.runtime.model;

import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules on starts that apply to a new run, with the values of their keys. Each may be null.
 *
 * @param idempotencyPeriod how long its idempotency key is taken
 * @param debounce waits for the last of several events
 * @param batch gathers events
 * @param rateLimit bounds the runs that are accepted in a period
 * @param singleton lets one run of a key be live
 * @param maxWaiting bounds how many runs wait for their first attempt
 * @param headStart by how many seconds the run counts as older than it is; negative for younger, 0 for neither
 */
public record StartRules(
    @Nullable Duration idempotencyPeriod,
    @Nullable Keyed<DebounceDefinition> debounce,
    @Nullable Gathering batch,
    @Nullable Keyed<RateLimitDefinition> rateLimit,
    @Nullable Keyed<SingletonDefinition> singleton,
    @Nullable Bounded maxWaiting,
    int headStart) {
  /** Rules of a run that counts as old as it is. */
  public StartRules(
      @Nullable Duration idempotencyPeriod,
      @Nullable Keyed<DebounceDefinition> debounce,
      @Nullable Gathering batch,
      @Nullable Keyed<RateLimitDefinition> rateLimit,
      @Nullable Keyed<SingletonDefinition> singleton,
      @Nullable Bounded maxWaiting) {
    this(idempotencyPeriod, debounce, batch, rateLimit, singleton, maxWaiting, 0);
  }

  /** Whether the run may be created otherwise than as one that is due now. */
  public boolean decideStart() {
    return debounce != null
        || batch != null
        || rateLimit != null
        || singleton != null
        || maxWaiting != null
        || headStart != 0;
  }

  /** Whether the run may wait for further events before it counts as waiting. */
  public boolean gathers() {
    return debounce != null || (batch != null && batch.joins());
  }

  /**
   * A rule, and the value of its key for one event.
   *
   * @param rule the rule
   * @param key the value as canonical JSON array; {@code []} for a rule without a key
   */
  public record Keyed<D>(D rule, String key) {}

  /**
   * A batch.
   *
   * @param rule the rule
   * @param key as in {@link Keyed}
   * @param joins whether the event joins others; else it starts a run by itself
   */
  public record Gathering(BatchDefinition rule, String key, boolean joins) {}

  /**
   * A bound on the backlog.
   *
   * @param rule the rule
   * @param key as in {@link Keyed}
   * @param exempt whether the run counts, and is created in any case
   */
  public record Bounded(MaxWaitingDefinition rule, String key, boolean exempt) {}
}
