package dev.stepwell.contract;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step as the compiler knows it.
 *
 * @param id the id under which outcomes are stored
 * @param resultType the exact generic type of the result; {@code Void.class} for none
 * @param retries how often it is retried after the first attempt; −1 for the function's value
 * @param backoff how long it waits between attempts; null for the function's value
 * @param timeout the maximum duration of an attempt; null for no limit
 * @param parameters the names of its parameters that are data, in order
 * @param was the ids that it had in earlier code
 * @param limits its own limits, beside those of the function; null for none
 * @param <R> the type of the result
 */
public record StepDefinition<R extends @Nullable Object>(
    String id,
    Type resultType,
    int retries,
    @Nullable BackoffDefinition backoff,
    @Nullable Duration timeout,
    List<String> parameters,
    List<String> was,
    @Nullable StepLimits limits) {
  /** Refuses a missing id or type; copies of the names are kept. */
  public StepDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(resultType, "resultType");
    parameters = List.copyOf(parameters);
    was = List.copyOf(was);
  }

  /** A step with the function's retries and backoff, no timeout and no parameters. */
  public static <R extends @Nullable Object> StepDefinition<R> of(String id, Type resultType) {
    return new StepDefinition<>(id, resultType, -1, null, null, List.of(), List.of(), null);
  }

  /** This step with its own number of retries. */
  public StepDefinition<R> withRetries(int count) {
    return new StepDefinition<>(id, resultType, count, backoff, timeout, parameters, was, limits);
  }

  /** This step with its own waits between attempts. */
  public StepDefinition<R> withBackoff(Duration first, Duration longest, double factor) {
    return new StepDefinition<>(
        id,
        resultType,
        retries,
        new BackoffDefinition(first, longest, factor),
        timeout,
        parameters,
        was,
        limits);
  }

  /** This step with a limit on how long an attempt may take. */
  public StepDefinition<R> withTimeout(Duration limit) {
    return new StepDefinition<>(id, resultType, retries, backoff, limit, parameters, was, limits);
  }

  /** This step with parameters, by the names of those that are data. */
  public StepDefinition<R> withParameters(String... names) {
    return new StepDefinition<>(
        id, resultType, retries, backoff, timeout, List.of(names), was, limits);
  }

  /** This step with the ids that it had in earlier code. */
  public StepDefinition<R> withWas(String... ids) {
    return new StepDefinition<>(
        id, resultType, retries, backoff, timeout, parameters, List.of(ids), limits);
  }

  /** This step with a further limit on how many of its attempts execute at the same time. */
  public StepDefinition<R> withConcurrency(ConcurrencyDefinition limit) {
    StepLimits own = limits == null ? StepLimits.of(id) : limits;
    return limited(own.with(limit));
  }

  /** This step with a limit on its attempts over time. */
  public StepDefinition<R> withThrottle(ThrottleDefinition limit) {
    StepLimits own = limits == null ? StepLimits.of(id) : limits;
    return limited(own.with(limit));
  }

  private StepDefinition<R> limited(StepLimits by) {
    return new StepDefinition<>(id, resultType, retries, backoff, timeout, parameters, was, by);
  }
}
