package dev.stepwell.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the runs of a function are limited, delayed, combined and ordered, as the compiler knows it. It is stored with the function, so
 * that each sender and worker can evaluate it.
 *
 * <p>All keys, costs, priorities and conditions are expressions on one event, as {@link
 * dev.stepwell.contract.condition.Parser} reads them; paths are written out ({@code event.data.order.customerId}).
 *
 * @param concurrency the limits on what executes at the same time
 * @param throttle the limit on starts over time; null for none
 * @param rateLimit the bound on accepted runs; null for none
 * @param debounce how it waits for the last of several events; null if it does not
 * @param batch how its events are put together; null if each starts a run
 * @param priority the expression for by how many seconds a run counts as older than it is; null for 0
 * @param singleton that it has one live run for each key; null if it may have several
 * @param maxWaiting the bound on the runs that wait for their first attempt; null for none
 * @param steps the limits of those of its steps that have some
 */
public record FlowControl(
    List<ConcurrencyDefinition> concurrency,
    @Nullable ThrottleDefinition throttle,
    @Nullable RateLimitDefinition rateLimit,
    @Nullable DebounceDefinition debounce,
    @Nullable BatchDefinition batch,
    @Nullable String priority,
    @Nullable SingletonDefinition singleton,
    @Nullable MaxWaitingDefinition maxWaiting,
    List<StepLimits> steps) {
  /** That of a function whose runs start at once, each for one event. */
  public static final FlowControl NONE =
      new FlowControl(List.of(), null, null, null, null, null, null, null, List.of());

  /** Keeps copies of the lists. */
  public FlowControl {
    concurrency = List.copyOf(concurrency);
    steps = List.copyOf(steps);
  }
}
