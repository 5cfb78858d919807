package dev.stepwell.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the runs of a function, or the attempts of a step, are limited, delayed, put together and ordered.
 *
 * @param concurrency the limits on what executes at the same time
 * @param throttle the limit on starts over time
 * @param rateLimit the bound on accepted runs
 * @param debounce how it waits for the last of several events
 * @param batch how its events are put together
 * @param priority by how many seconds a run counts as older than it is
 * @param singleton that it has one live run for each key
 * @param maxWaiting the bound on the runs that wait for their first attempt
 */
public record FlowControlModel(
    List<ConcurrencyModel> concurrency,
    @Nullable ThrottleModel throttle,
    @Nullable RateLimitModel rateLimit,
    @Nullable DebounceModel debounce,
    @Nullable BatchModel batch,
    @Nullable TextModel priority,
    @Nullable SingletonModel singleton,
    @Nullable MaxWaitingModel maxWaiting) {
  /**
   * A key.
   *
   * @param annotation the simple name of the annotation that has it
   * @param parts its parts; none if it is empty
   * @param address where the annotation stands
   */
  public record Key(String annotation, List<TextModel> parts, Address address) {
    /** Its parts as expressions. */
    public List<String> expressions() {
      return parts.stream().map(ExpressionText::of).toList();
    }
  }

  /** The keys of all its parts but the batch. */
  public List<Key> keys() {
    List<@Nullable Key> keys = new ArrayList<>();
    concurrency.forEach(limit -> keys.add(new Key("Concurrency", limit.key(), limit.address())));
    keys.add(throttle == null ? null : new Key("Throttle", throttle.key(), throttle.address()));
    keys.add(rateLimit == null ? null : new Key("RateLimit", rateLimit.key(), rateLimit.address()));
    keys.add(debounce == null ? null : new Key("Debounce", debounce.key(), debounce.address()));
    keys.add(singleton == null ? null : new Key("Singleton", singleton.key(), singleton.address()));
    keys.add(
        maxWaiting == null ? null : new Key("MaxWaiting", maxWaiting.key(), maxWaiting.address()));
    return keys.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  /** The key of the batch; null if there is no batch. */
  public @Nullable Key batchKey() {
    return batch == null ? null : new Key("Batch", batch.key(), batch.address());
  }

  /** The texts that say a number of an event: the cost of a start, and the priority. */
  public Stream<TextModel> numbers() {
    Stream<TextModel> cost = throttle == null || throttle.cost().text().isEmpty()
        ? Stream.empty()
        : Stream.of(throttle.cost());
    return Stream.concat(cost, Stream.ofNullable(priority));
  }
}
