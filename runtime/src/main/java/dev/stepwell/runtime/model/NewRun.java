package dev.stepwell.runtime.model;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that an event starts.
 *
 * @param id its id, made by the sender
 * @param functionId the function to execute
 * @param cancelledBy the keys of the events that cancel it
 * @param take whether the worker in the sender's process has room, and takes it immediately if it has no limits or they admit it
 * @param idempotencyKey what makes the event the same order to the function, as canonical JSON; null if nothing does
 * @param caller who waits for its end; null if nobody does
 * @param rules what is decided of it before it starts; null for nothing
 * @param limits the limits under which it is claimed; null for none
 */
public record NewRun(
    UUID id,
    String functionId,
    List<MatchKey> cancelledBy,
    boolean take,
    @Nullable String idempotencyKey,
    @Nullable Caller caller,
    @Nullable StartRules rules,
    @Nullable RunLimits limits) {
  /** How long an idempotency key is taken after the run that took it was created, unless its function says otherwise. */
  public static final Duration IDEMPOTENCY_PERIOD = Duration.ofHours(24);

  /** A run to which no rules apply. */
  public NewRun(
      UUID id,
      String functionId,
      List<MatchKey> cancelledBy,
      boolean take,
      @Nullable String idempotencyKey,
      @Nullable Caller caller) {
    this(id, functionId, cancelledBy, take, idempotencyKey, caller, null, null);
  }

  /** A run without limits. */
  public NewRun(
      UUID id,
      String functionId,
      List<MatchKey> cancelledBy,
      boolean take,
      @Nullable String idempotencyKey,
      @Nullable Caller caller,
      @Nullable StartRules rules) {
    this(id, functionId, cancelledBy, take, idempotencyKey, caller, rules, null);
  }

  /** How long its idempotency key is taken. */
  public Duration idempotencyPeriod() {
    Duration period = rules == null ? null : rules.idempotencyPeriod();
    return period == null ? IDEMPOTENCY_PERIOD : period;
  }

  /** Whether the worker takes it only if its limits admit it. */
  public boolean takesLimits() {
    return take && limits != null;
  }

  /** The same, started without any rule, key or limit, because it is cancelled before it can begin. */
  public NewRun cancelledBeforeItBegins() {
    return new NewRun(id, functionId, cancelledBy, false, null, caller);
  }

  /** The same, for any worker to claim. */
  NewRun leftToAny() {
    return new NewRun(id, functionId, cancelledBy, false, idempotencyKey, caller, rules, limits);
  }
}
