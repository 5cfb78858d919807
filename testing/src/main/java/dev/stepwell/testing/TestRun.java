package dev.stepwell.testing;

import dev.stepwell.FunctionRef;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run. Each method reads its current state. Failed assertions throw an {@link AssertionError} that lists the run's
 * steps and why it does not progress.
 *
 * <p>The handle that {@link TestStepwell#send} returns stands for <em>the</em> run that the event starts: if there is
 * none, or if there are several, each method throws an {@link AssertionError} with the reason.
 */
public final class TestRun {
  private final Supplier<UUID> id;
  private final TestServices services;

  TestRun(Supplier<UUID> id, TestServices services) {
    this.id = id;
    this.services = services;
  }

  /** Its id. */
  public UUID id() {
    return id.get();
  }

  private Run run() {
    return services.run(id());
  }

  /** The id of its function. */
  public String functionId() {
    return run().functionId();
  }

  /** Its status. */
  public RunStatus status() {
    return run().status();
  }

  /** Why it does not progress; several reasons if several branches wait. */
  public List<Reason> reasons() {
    return services.runs().reasons(id());
  }

  /**
   * Its result; null if that is null.
   *
   * @throws AssertionError if it has not completed
   */
  public <T> @Nullable T output(Class<T> type) {
    return type.cast(services.json().decode(outputJson(), type));
  }

  /**
   * Its result, with the exact type of its function.
   *
   * @throws AssertionError if it has not completed
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // R determines whether it may be null
  public <R extends @Nullable Object> R output(FunctionRef<?, R> function) {
    Type type = function instanceof FunctionDefinition<?, ?, ?> definition
        ? definition.resultType()
        : Object.class;
    return (R) services.json().decode(outputJson(), type);
  }

  /**
   * Its result as JSON text.
   *
   * @throws AssertionError if it has not completed
   */
  public String outputJson() {
    assertCompleted();
    return services.json().opened(Objects.requireNonNull(run().output()));
  }

  /**
   * Its error.
   *
   * @throws AssertionError if it has not failed
   */
  public ErrorInfo failure() {
    assertFailed();
    return Objects.requireNonNull(run().error());
  }

  /** The headers of the event that started it. */
  public Map<String, String> headers() {
    return services.runs().event(run().eventId()).map(StoredEvent::headers).orElse(Map.of());
  }

  /** The ids of its steps, in the order in which they started. */
  public List<String> steps() {
    return services.runs().steps(id()).stream().map(StepRecord::id).toList();
  }

  /**
   * A step.
   *
   * @param stepId its id, with the number of its repetition or element: {@code create-blob:1}
   * @throws AssertionError if the run has none of that id
   */
  public TestStep step(String stepId) {
    return services.runs().steps(id()).stream()
        .filter(step -> step.id().equals(stepId))
        .map(step -> new TestStep(step, services.json()))
        .findFirst()
        .orElseThrow(() -> failed("has no step " + stepId));
  }

  /** The events of this record that its steps sent, in order. */
  public <E extends Record> List<E> sent(Class<E> type) {
    String name = services.registered().eventName(type);
    List<E> sent = new ArrayList<>();
    for (StepRecord step : services.runs().steps(id())) {
      if (step.kind() == StepKind.SEND && step.result() != null) {
        for (Object eventId :
            (List<?>) Objects.requireNonNull(services.json().decode(step.result(), List.class))) {
          StoredEvent event = services.runs().event(String.valueOf(eventId)).orElseThrow();
          if (event.name().equals(name)) {
            sent.add(type.cast(services.json().decode(event.data(), type)));
          }
        }
      }
    }
    return sent;
  }

  /** The runs that it invoked, in order. */
  public List<TestRun> invoked() {
    return services.runs().invokedBy(id()).stream()
        .map(run -> new TestRun(run::id, services))
        .toList();
  }

  /** Fails unless the run has completed. */
  public TestRun assertCompleted() {
    return assertStatus(RunStatus.COMPLETED);
  }

  /** Fails unless the run has completed, with a result that equals this one. */
  public TestRun assertCompleted(@Nullable Object expected) {
    String output = outputJson();
    Type type = expected == null
        ? Object.class
        : services.registered().resultType(functionId()).orElse(expected.getClass());
    Object actual = services.json().decode(output, type);
    if (!Objects.equals(expected, actual)
        && !Objects.equals(
            services.json().decode(services.json().encode(expected, type), Object.class),
            services.json().decode(output, Object.class))) {
      throw failed("completed with\n    " + actual + "\n  instead of\n    " + expected);
    }
    return this;
  }

  /** Fails unless the run has failed. */
  public TestRun assertFailed() {
    return assertStatus(RunStatus.FAILED);
  }

  /**
   * Fails unless the run has failed with exactly this type of exception: that of the step whose failure it did not
   * catch, or its own.
   */
  public TestRun assertFailed(Class<? extends Throwable> with) {
    if (!failure().type().equals(with.getName())) {
      throw failed("did not fail with " + with.getName());
    }
    return this;
  }

  /** Fails unless the run was cancelled. */
  public TestRun assertCancelled() {
    return assertStatus(RunStatus.CANCELLED);
  }

  /** Fails unless the run is parked: until a time, an event, the end of another run or the next attempt of a step. */
  public TestRun assertWaiting() {
    return assertStatus(RunStatus.WAITING);
  }

  private TestRun assertStatus(RunStatus expected) {
    if (status() != expected) {
      throw failed("is not " + expected.word());
    }
    return this;
  }

  private AssertionError failed(String what) {
    return new AssertionError("the run " + what + ":\n  " + this);
  }

  /** The run's steps, and why it does not progress. */
  @Override
  public String toString() {
    return services.story(id());
  }
}
