package dev.stepwell.contract;

import dev.stepwell.Failure;
import dev.stepwell.FunctionRef;
import dev.stepwell.Steps;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private final String id;
  private final Class<S> durableClass;
  private final EventDefinition<E> trigger;
  private final Type resultType;
  private final Flow<S, E, R> flow;
  private final int retries;
  private final List<CancelOnDefinition> cancelOn;
  private final List<StepDefinition<?>> steps;
  private final @Nullable FailureFlow<S, E> onFailure;

  private FunctionDefinition(Builder<S, E, R> builder) {
    this.id = builder.id;
    this.durableClass = builder.durableClass;
    this.trigger = builder.trigger;
    this.resultType = builder.resultType;
    this.flow = builder.flow;
    this.retries = builder.retries;
    this.cancelOn = List.copyOf(builder.cancelOn);
    this.steps = List.copyOf(builder.steps);
    this.onFailure = builder.onFailure;
  }

  /** Starts the definition of a function. */
  public static <S, E extends Record, R extends @Nullable Object> Builder<S, E, R> of(
      String id,
      Class<S> durableClass,
      EventDefinition<E> trigger,
      Type resultType,
      Flow<S, E, R> flow) {
    return new Builder<>(id, durableClass, trigger, resultType, flow);
  }

  /** Starts the definition of a function that returns nothing. */
  @SuppressWarnings("NullAway") // nothing is null
  public static <S, E extends Record> Builder<S, E, @Nullable Void> ofVoid(
      String id, Class<S> durableClass, EventDefinition<E> trigger, VoidFlow<S, E> flow) {
    return new Builder<>(id, durableClass, trigger, Void.class, (self, event, steps) -> {
      flow.run(self, event, steps);
      return null;
    });
  }

  @Override
  public String id() {
    return id;
  }

  /** The generated class whose instances are registered to execute this function. */
  public Class<S> durableClass() {
    return durableClass;
  }

  /** The event that starts a run. */
  public EventDefinition<E> trigger() {
    return trigger;
  }

  /** The exact generic type of the result; {@code Void.class} for none. */
  public Type resultType() {
    return resultType;
  }

  /** How the function is called. */
  public Flow<S, E, R> flow() {
    return flow;
  }

  /** How often a step that does not say otherwise is tried again. */
  public int retries() {
    return retries;
  }

  /** The events that cancel a run. */
  public List<CancelOnDefinition> cancelOn() {
    return cancelOn;
  }

  /** The steps of the class that holds the function, in the order of its source. */
  public List<StepDefinition<?>> steps() {
    return steps;
  }

  /** How the failure method is called; null when there is none. */
  public @Nullable FailureFlow<S, E> onFailure() {
    return onFailure;
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

  /** Calls a failure method with the fields of the event that had started the failed run. */
  @FunctionalInterface
  public interface FailureFlow<S, E extends Record> {
    /** Calls the method; what it throws fails the failure run. */
    void run(S self, E event, Failure failure, Steps steps) throws Exception;
  }

  /** Collects the optional parts of a {@link FunctionDefinition}. */
  public static final class Builder<S, E extends Record, R extends @Nullable Object> {
    private final String id;
    private final Class<S> durableClass;
    private final EventDefinition<E> trigger;
    private final Type resultType;
    private final Flow<S, E, R> flow;
    private final List<CancelOnDefinition> cancelOn = new ArrayList<>();
    private final List<StepDefinition<?>> steps = new ArrayList<>();
    private int retries = 3;
    private @Nullable FailureFlow<S, E> onFailure;

    private Builder(
        String id,
        Class<S> durableClass,
        EventDefinition<E> trigger,
        Type resultType,
        Flow<S, E, R> flow) {
      this.id = Objects.requireNonNull(id, "id");
      this.durableClass = Objects.requireNonNull(durableClass, "durableClass");
      this.trigger = Objects.requireNonNull(trigger, "trigger");
      this.resultType = Objects.requireNonNull(resultType, "resultType");
      this.flow = Objects.requireNonNull(flow, "flow");
    }

    /** Sets how often a step that does not say otherwise is tried again. */
    public Builder<S, E, R> retries(int count) {
      this.retries = count;
      return this;
    }

    /** Adds an event that cancels, and the fields that must match. */
    public Builder<S, E, R> cancelOn(String event, String... match) {
      cancelOn.add(new CancelOnDefinition(event, List.of(match)));
      return this;
    }

    /** Adds steps. */
    public Builder<S, E, R> steps(StepDefinition<?>... more) {
      steps.addAll(List.of(more));
      return this;
    }

    /** Sets the failure method. */
    public Builder<S, E, R> onFailure(FailureFlow<S, E> method) {
      this.onFailure = method;
      return this;
    }

    /** The definition. */
    public FunctionDefinition<S, E, R> build() {
      return new FunctionDefinition<>(this);
    }
  }
}
