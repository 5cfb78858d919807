package dev.stepwell.contract;

import dev.stepwell.Cancellation;
import dev.stepwell.Failure;
import dev.stepwell.FunctionRef;
import dev.stepwell.InvalidTextException;
import dev.stepwell.Steps;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function as the compiler knows it: data, and the method references by which the runtime calls it.
 *
 * @param <S> the durable class that holds the function
 * @param <E> the event that starts it
 * @param <R> what it returns; {@link Void} for nothing
 */
public final class FunctionDefinition<S, E extends Record, R extends @Nullable Object>
    implements FunctionRef<E, R> {
  /** How long a key keeps other runs from being created, unless the function sets its own time. */
  public static final Duration IDEMPOTENCY_PERIOD = Duration.ofHours(24);

  private final String id;
  private final List<String> was;
  private final List<String> replaces;
  private final Class<S> durableClass;
  private final EventDefinition<E> event;
  private final List<String> triggers;
  private final @Nullable String condition;
  private final List<CronDefinition> crons;
  private final Type resultType;
  private final Flow<S, E, R> flow;
  private final int retries;
  private final @Nullable BackoffDefinition backoff;
  private final @Nullable Duration startTimeout;
  private final @Nullable Duration finishTimeout;
  private final List<String> idempotencyKey;
  private final Duration idempotencyPeriod;
  private final FlowControl flowControl;
  private final List<CancelOnDefinition> cancelOn;
  private final List<StepDefinition<?>> steps;
  private final List<String> secretFields;
  private final @Nullable FailureFlow<S, E> onFailure;
  private final @Nullable CancelFlow<S, E> onCancel;
  private final @Nullable BatchFlow<S, E, R> batchFlow;
  private final @Nullable BatchFailureFlow<S, E> onBatchFailure;
  private final @Nullable BatchCancelFlow<S, E> onBatchCancel;

  private FunctionDefinition(Builder<S, E, R> builder) {
    this.id = versioned(checked(builder.id), builder.version);
    this.was = List.copyOf(builder.was);
    this.replaces = replaces(builder);
    this.durableClass = builder.durableClass;
    this.event = builder.event;
    this.condition = builder.condition;
    this.crons = List.copyOf(builder.crons);
    this.triggers = crons.isEmpty() ? triggers(builder) : List.of();
    this.resultType = builder.resultType;
    this.flow = builder.flow;
    this.retries = builder.retries;
    this.backoff = builder.backoff;
    this.startTimeout = builder.startTimeout;
    this.finishTimeout = builder.finishTimeout;
    this.idempotencyKey = List.copyOf(builder.idempotencyKey);
    this.idempotencyPeriod = builder.idempotencyPeriod;
    this.flowControl = flowControl(builder);
    this.cancelOn = List.copyOf(builder.cancelOn);
    this.steps = List.copyOf(builder.steps);
    this.secretFields = List.copyOf(builder.secretFields);
    this.onFailure = builder.onFailure;
    this.onCancel = builder.onCancel;
    this.batchFlow = builder.batchFlow;
    this.onBatchFailure = builder.onBatchFailure;
    this.onBatchCancel = builder.onBatchCancel;
  }

  private static FlowControl flowControl(Builder<?, ?, ?> builder) {
    return new FlowControl(
        builder.concurrency,
        builder.throttle,
        builder.rateLimit,
        builder.debounce,
        builder.batch,
        builder.priority,
        builder.singleton,
        builder.maxWaiting,
        builder.steps.stream().flatMap(step -> Stream.ofNullable(step.limits())).toList());
  }

  private static String checked(String id) {
    String fault = Identifiers.functionFault(id);
    if (fault != null) {
      throw new InvalidTextException("the function id", id, fault);
    }
    return id;
  }

  private static String versioned(String id, int version) {
    return version == 1 ? id : id + "@" + version;
  }

  private static List<String> replaces(Builder<?, ?, ?> builder) {
    List<String> ids = new ArrayList<>(builder.was);
    for (int lower = 1; lower < builder.version; lower++) {
      String id = versioned(builder.id, lower);
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }

  private static List<String> triggers(Builder<?, ?, ?> builder) {
    List<String> names = new ArrayList<>();
    names.add(builder.event.name());
    names.addAll(builder.alsoOn);
    return List.copyOf(names);
  }

  /** Starts the definition of a function. */
  public static <S, E extends Record, R extends @Nullable Object> Builder<S, E, R> of(
      String id,
      Class<S> durableClass,
      EventDefinition<E> event,
      Type resultType,
      Flow<S, E, R> flow) {
    return new Builder<>(id, durableClass, event, resultType, flow);
  }

  /** Starts the definition of a function that returns nothing. */
  @SuppressWarnings("NullAway") // nothing is null
  public static <S, E extends Record> Builder<S, E, @Nullable Void> ofVoid(
      String id, Class<S> durableClass, EventDefinition<E> event, VoidFlow<S, E> flow) {
    return new Builder<>(id, durableClass, event, Void.class, (self, data, steps) -> {
      flow.run(self, data, steps);
      return null;
    });
  }

  /** Starts the definition of a function that is called with a batch of events. */
  public static <S, E extends Record, R extends @Nullable Object> Builder<S, E, R> ofBatch(
      String id,
      Class<S> durableClass,
      EventDefinition<E> event,
      Type resultType,
      BatchDefinition batch,
      BatchFlow<S, E, R> flow) {
    Builder<S, E, R> builder = of(
        id,
        durableClass,
        event,
        resultType,
        (self, data, steps) -> flow.run(self, List.of(data), steps));
    builder.batch = batch;
    builder.batchFlow = flow;
    return builder;
  }

  /** Starts the definition of a function that is called with a batch of events, and returns nothing. */
  @SuppressWarnings("NullAway") // nothing is null
  public static <S, E extends Record> Builder<S, E, @Nullable Void> ofVoidBatch(
      String id,
      Class<S> durableClass,
      EventDefinition<E> event,
      BatchDefinition batch,
      VoidBatchFlow<S, E> flow) {
    return ofBatch(id, durableClass, event, Void.class, batch, (self, events, steps) -> {
      flow.run(self, events, steps);
      return null;
    });
  }

  /** The id under which its runs are stored: with the version, if that is not the first. */
  @Override
  public String id() {
    return id;
  }

  /** The ids that it had in earlier code, whose runs it executes. */
  public List<String> was() {
    return was;
  }

  /** The ids that start no more runs, now that this function is there: those that it had, and its lower versions. */
  public List<String> replaces() {
    return replaces;
  }

  /** The generated class whose instances are registered to execute this function. */
  public Class<S> durableClass() {
    return durableClass;
  }

  /** The event that the function is called with: the first that starts a run, or the tick of its cron expression. */
  public EventDefinition<E> event() {
    return event;
  }

  /** The names of the events that start a run; empty for a function with a cron expression. */
  public List<String> triggers() {
    return triggers;
  }

  /** The condition on the event that starts a run; null for none. */
  public @Nullable String condition() {
    return condition;
  }

  /** The clocks that start runs. */
  public List<CronDefinition> crons() {
    return crons;
  }

  /** The exact generic type of the result; {@code Void.class} for none. */
  public Type resultType() {
    return resultType;
  }

  /** How the function is called. A function with batches is called with a batch of this one event. */
  public Flow<S, E, R> flow() {
    return flow;
  }

  /** The default number of retries of a step. */
  public int retries() {
    return retries;
  }

  /** The default wait of its steps between attempts; null for the application's default. */
  public @Nullable BackoffDefinition backoff() {
    return backoff;
  }

  /** How long after its event was accepted a run may start; null for no limit. */
  public @Nullable Duration startTimeout() {
    return startTimeout;
  }

  /** How long after its start a run may end; null for no limit. */
  public @Nullable Duration finishTimeout() {
    return finishTimeout;
  }

  /** The fields that make an event the same order to this function; empty for none. */
  public List<String> idempotencyKey() {
    return idempotencyKey;
  }

  /** How long after the creation of a run its key keeps other runs from being created. */
  public Duration idempotencyPeriod() {
    return idempotencyPeriod;
  }

  /** How its runs are limited, delayed, combined and ordered, with the limits of its steps. */
  public FlowControl flowControl() {
    return flowControl;
  }

  /** How the function is called with a batch of events; null if each event starts a run. */
  public @Nullable BatchFlow<S, E, R> batchFlow() {
    return batchFlow;
  }

  /** How the failure handler is called with a batch of events; null unless there is one and it takes a batch. */
  public @Nullable BatchFailureFlow<S, E> onBatchFailure() {
    return onBatchFailure;
  }

  /** How the cancellation handler is called with a batch of events; null unless there is one and it takes a batch. */
  public @Nullable BatchCancelFlow<S, E> onBatchCancel() {
    return onBatchCancel;
  }

  /** The events that cancel a run. */
  public List<CancelOnDefinition> cancelOn() {
    return cancelOn;
  }

  /** The steps of the class that holds the function, in the order of its source. */
  public List<StepDefinition<?>> steps() {
    return steps;
  }

  /**
   * The names of fields with {@link dev.stepwell.Secret}, in events and in inputs and results of steps.
   */
  public List<String> secretFields() {
    return secretFields;
  }

  /** How the failure handler is called, with a batch of one event if it takes batches; null when there is none. */
  public @Nullable FailureFlow<S, E> onFailure() {
    return onFailure;
  }

  /** How the cancellation handler is called, with a batch of one event if it takes batches; null when there is none. */
  public @Nullable CancelFlow<S, E> onCancel() {
    return onCancel;
  }

  @Override
  public String toString() {
    return "function " + id;
  }

  /** Calls a function's method with the fields of its event. */
  @FunctionalInterface
  public interface Flow<S, E extends Record, R extends @Nullable Object> {
    /** Calls the method; what it throws fails the run. */
    R run(S self, E event, Steps steps) throws Exception;
  }

  /** Calls a function's method that returns nothing. */
  @FunctionalInterface
  public interface VoidFlow<S, E extends Record> {
    /** Calls the method; what it throws fails the run. */
    void run(S self, E event, Steps steps) throws Exception;
  }

  /** Calls a failure handler with the fields of the event that started the failed run. */
  @FunctionalInterface
  public interface FailureFlow<S, E extends Record> {
    /** Calls the method; what it throws fails the failure run. */
    void run(S self, E event, Failure failure, Steps steps) throws Exception;
  }

  /** Calls a cancellation handler with the fields of the event that started the cancelled run. */
  @FunctionalInterface
  public interface CancelFlow<S, E extends Record> {
    /** Calls the method; what it throws fails the cancellation run. */
    void run(S self, E event, Cancellation cancellation, Steps steps) throws Exception;
  }

  /** Collects the optional parts of a {@link FunctionDefinition}. */
  public static final class Builder<S, E extends Record, R extends @Nullable Object> {
    private final String id;
    private final Class<S> durableClass;
    private final EventDefinition<E> event;
    private final Type resultType;
    private final Flow<S, E, R> flow;
    private final List<String> was = new ArrayList<>();
    private final List<String> alsoOn = new ArrayList<>();
    private final List<CronDefinition> crons = new ArrayList<>();
    private final List<String> idempotencyKey = new ArrayList<>();
    private final List<CancelOnDefinition> cancelOn = new ArrayList<>();
    private final List<StepDefinition<?>> steps = new ArrayList<>();
    private final List<String> secretFields = new ArrayList<>();
    private @Nullable String condition;
    private int version = 1;
    private int retries = 3;
    private @Nullable BackoffDefinition backoff;
    private @Nullable Duration startTimeout;
    private @Nullable Duration finishTimeout;
    private @Nullable FailureFlow<S, E> onFailure;
    private @Nullable CancelFlow<S, E> onCancel;
    private final List<ConcurrencyDefinition> concurrency = new ArrayList<>();
    private Duration idempotencyPeriod = IDEMPOTENCY_PERIOD;
    private @Nullable ThrottleDefinition throttle;
    private @Nullable RateLimitDefinition rateLimit;
    private @Nullable DebounceDefinition debounce;
    private @Nullable BatchDefinition batch;
    private @Nullable String priority;
    private @Nullable SingletonDefinition singleton;
    private @Nullable MaxWaitingDefinition maxWaiting;
    private @Nullable BatchFlow<S, E, R> batchFlow;
    private @Nullable BatchFailureFlow<S, E> onBatchFailure;
    private @Nullable BatchCancelFlow<S, E> onBatchCancel;

    private Builder(
        String id,
        Class<S> durableClass,
        EventDefinition<E> event,
        Type resultType,
        Flow<S, E, R> flow) {
      this.id = Objects.requireNonNull(id, "id");
      this.durableClass = Objects.requireNonNull(durableClass, "durableClass");
      this.event = Objects.requireNonNull(event, "event");
      this.resultType = Objects.requireNonNull(resultType, "resultType");
      this.flow = Objects.requireNonNull(flow, "flow");
    }

    /** Sets which version of the function it is. */
    public Builder<S, E, R> version(int number) {
      this.version = number;
      return this;
    }

    /** Adds ids that it had in earlier code. */
    public Builder<S, E, R> was(String... ids) {
      was.addAll(List.of(ids));
      return this;
    }

    /** Sets the default number of retries of a step. */
    public Builder<S, E, R> retries(int count) {
      this.retries = count;
      return this;
    }

    /** Adds the names of events that start a run too; they have the fields of the first. */
    public Builder<S, E, R> alsoOn(String... events) {
      alsoOn.addAll(List.of(events));
      return this;
    }

    /** Sets what must hold of an event for it to start a run. */
    public Builder<S, E, R> condition(String text) {
      this.condition = text;
      return this;
    }

    /** Adds a cron expression that starts runs; the function is then called with {@link CronDefinition#TICK}. */
    public Builder<S, E, R> cron(String expression, String timeZone) {
      crons.add(new CronDefinition(expression, timeZone));
      return this;
    }

    /** Sets how long a step that does not say otherwise waits between attempts. */
    public Builder<S, E, R> backoff(Duration first, Duration longest, double factor) {
      this.backoff = new BackoffDefinition(first, longest, factor);
      return this;
    }

    /** Sets how long after its event was accepted a run may start. */
    public Builder<S, E, R> startTimeout(Duration limit) {
      this.startTimeout = limit;
      return this;
    }

    /** Sets how long after its start a run may end. */
    public Builder<S, E, R> finishTimeout(Duration limit) {
      this.finishTimeout = limit;
      return this;
    }

    /** Sets the fields that make an event the same order to this function. */
    public Builder<S, E, R> idempotencyKey(String... fields) {
      idempotencyKey.addAll(List.of(fields));
      return this;
    }

    /** Sets how long after the creation of a run its key keeps other runs from being created. */
    public Builder<S, E, R> idempotencyPeriod(Duration period) {
      this.idempotencyPeriod = period;
      return this;
    }

    /** Adds a limit on what executes at the same time. */
    public Builder<S, E, R> concurrency(ConcurrencyDefinition limit) {
      concurrency.add(limit);
      return this;
    }

    /** Sets the limit on starts over time. */
    public Builder<S, E, R> throttle(ThrottleDefinition limit) {
      this.throttle = limit;
      return this;
    }

    /** Sets the bound on accepted runs. */
    public Builder<S, E, R> rateLimit(RateLimitDefinition limit) {
      this.rateLimit = limit;
      return this;
    }

    /** Sets how it waits for the last of several events. */
    public Builder<S, E, R> debounce(DebounceDefinition wait) {
      this.debounce = wait;
      return this;
    }

    /** Sets the expression for by how many seconds a run counts as older than it is. */
    public Builder<S, E, R> priority(String expression) {
      this.priority = expression;
      return this;
    }

    /** Sets that it has one live run for each key. */
    public Builder<S, E, R> singleton(SingletonDefinition one) {
      this.singleton = one;
      return this;
    }

    /** Sets the bound on the runs that wait for their first attempt. */
    public Builder<S, E, R> maxWaiting(MaxWaitingDefinition bound) {
      this.maxWaiting = bound;
      return this;
    }

    /** Adds an event that cancels, and the fields that must match. */
    public Builder<S, E, R> cancelOn(String event, String... match) {
      cancelOn.add(new CancelOnDefinition(event, List.of(match), null));
      return this;
    }

    /** Adds an event that cancels, and what must hold of it and of the event that has started the run. */
    public Builder<S, E, R> cancelOnCondition(String event, String condition) {
      cancelOn.add(new CancelOnDefinition(event, List.of(), condition));
      return this;
    }

    /** Adds steps. */
    public Builder<S, E, R> steps(List<StepDefinition<?>> more) {
      steps.addAll(more);
      return this;
    }

    /** Adds names of fields that are marked as {@link dev.stepwell.Secret}. */
    public Builder<S, E, R> secretFields(String... names) {
      secretFields.addAll(List.of(names));
      return this;
    }

    /** Sets the failure handler. */
    public Builder<S, E, R> onFailure(FailureFlow<S, E> method) {
      this.onFailure = method;
      return this;
    }

    /** Sets the failure handler, which takes a batch of events. */
    public Builder<S, E, R> onBatchFailure(BatchFailureFlow<S, E> method) {
      this.onBatchFailure = method;
      this.onFailure =
          (self, event, failure, running) -> method.run(self, List.of(event), failure, running);
      return this;
    }

    /** Sets the cancellation handler, which takes a batch of events. */
    public Builder<S, E, R> onBatchCancel(BatchCancelFlow<S, E> method) {
      this.onBatchCancel = method;
      this.onCancel = (self, event, cancellation, running) ->
          method.run(self, List.of(event), cancellation, running);
      return this;
    }

    /** Sets the cancellation handler. */
    public Builder<S, E, R> onCancel(CancelFlow<S, E> method) {
      this.onCancel = method;
      return this;
    }

    /** The definition. */
    public FunctionDefinition<S, E, R> build() {
      return new FunctionDefinition<>(this);
    }
  }
}
