package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts one run of a {@link Function} for up to {@link #maxSize} events. The run starts when the batch is full, or {@link #timeout} after
 * its first event.
 *
 * <p>The function takes a {@code List} of the event's record, in the order of arrival, in place of the fields:
 *
 * <pre>{@code
 * @Function(id = "bill", event = "usage/recorded")
 * @Batch(maxSize = 500, timeout = "30s", key = "accountId")
 * Invoice bill(List<UsageRecorded> events, Steps steps) { … }
 * }</pre>
 *
 * <p>The record is one with {@link Event}. The list is never empty, and its events have one key. A method with {@link OnFailure} or
 * {@link OnCancel} for such a function also takes a list, with all events of the batch, or no event data at all.
 *
 * <p>The function's own {@link Function#condition} and {@link Function#idempotencyKey} are evaluated for each event before it joins a
 * batch. A run by {@link Steps#invoke} is a batch of one event. A rerun gets the events of the run that it repeats.
 *
 * <p>Because the events of a batch have only the key in common, the keys of other limits on the function must be parts of this key, or
 * empty, and a {@link CancelOn} may match only fields of this key. {@link Debounce} and {@link Singleton} are not allowed beside this
 * annotation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Batch {
  /** The maximum number of events in a batch; from 1 to 10,000. */
  int maxSize();

  /** How long after its first event a batch starts at the latest, written as in {@link Step#timeout}; at least {@code 1ms}. */
  String timeout();

  /** What separates batches, as in {@link Concurrency#key}. If empty, all events of the function share one batch. */
  String[] key() default {};

  /**
   * The condition on an event to join a batch, in the language of {@link Function#condition}. An event for which it does not hold starts
   * a run by itself at once: a batch of one. If empty, all events join.
   */
  String condition() default "";

  /**
   * The maximum size of all events of a batch together, in bytes of JSON in UTF-8; from 1,024 to 67,108,864 (64 MiB). An event that
   * does not fit starts the batch without it and begins the next. One that is larger by itself is a batch of one.
   */
  int maxBytes() default 4_194_304;
}
