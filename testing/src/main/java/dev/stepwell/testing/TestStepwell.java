package dev.stepwell.testing;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.client.ScheduledEvents;
import dev.stepwell.runtime.model.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Durable functions in a test: on a store in memory, with a clock that only the test moves, on the test's thread.
 *
 * <p>{@link #send} returns when nothing is due: each run has ended or waits. {@link #advance} moves time, and executes
 * what becomes due on the way: sleeps and timeouts end, failed steps are retried, crons tick, scheduled events take
 * effect. Steps execute their own code, unless the test {@linkplain #replace(StepDefinition, Replacement) replaces}
 * them.
 *
 * <p>Time stands still while a step executes, so no step exceeds its timeout. Delays between attempts have no random
 * part. The branches of a parallel section execute in order. An instance belongs to one thread and one test, and needs
 * no closing.
 */
public final class TestStepwell {
  private static final Duration LONGEST_LIFE = Duration.ofDays(3660);

  private final TestWiring wiring;
  private final TestServices services;
  private final TestRuns runs;

  TestStepwell(TestStepwellBuilder builder) {
    this.wiring = new TestWiring(builder);
    this.services = wiring.services();
    this.runs = new TestRuns(services);
  }

  /**
   * Registers durable objects.
   *
   * @param durables instances of generated classes, such as {@code new DurableGithubExport(…)}
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   */
  public static TestStepwell of(Object... durables) {
    return builder().register(durables).build();
  }

  /** A builder, for further settings such as the time or a database. */
  public static TestStepwellBuilder builder() {
    return new TestStepwellBuilder();
  }

  /** Sends an event, and executes until nothing is due. Returns the run that it starts. */
  public TestRun send(Record event) {
    return send(event, new SendOptions(null, null));
  }

  /** As {@link #send(Record)}, under an id of the caller's, or to take effect at a time. */
  public TestRun send(Record event, SendOptions options) {
    Sent sent =
        wiring.send(wiring.events().of(event, options.id(), options.time(), options.headers()));
    wiring.worker().executeDue();
    return runs.startedBy(sent.eventId());
  }

  /**
   * Sends and cancels as application code does. What it starts is executed by {@link #executeDue}, or with the next call that executes. The store
   * in memory knows no transactions: {@code within} sends at once.
   */
  public EventSender sender() {
    return new TestSender(wiring);
  }

  /** Executes until nothing is due. Inside a step it does nothing: what is due then is executed when the step is over. */
  public void executeDue() {
    wiring.worker().executeDue();
  }

  /** What time it is. */
  public Instant now() {
    return services.now();
  }

  /** Advances time by this duration, and executes what becomes due on the way. */
  public void advance(Duration duration) {
    wiring.worker().advanceTo(now().plus(duration));
  }

  /**
   * Advances time to this instant, and executes what becomes due on the way.
   *
   * @throws IllegalArgumentException if it is in the past
   */
  public void advanceTo(Instant time) {
    wiring.worker().advanceTo(time);
  }

  /**
   * Advances time until the run ends, and executes what becomes due on the way.
   *
   * @throws AssertionError if it does not end within ten years of test time
   */
  public TestRun advanceToEnd(TestRun run) {
    Instant latest = now().plus(LONGEST_LIFE);
    while (!run.status().isEnded()) {
      Instant next = wiring.worker().nextDue();
      if (next == null || next.isAfter(latest)) {
        throw new AssertionError("the run does not end, however far time advances:\n  " + run);
      }
      advanceTo(next.isBefore(now()) ? now() : next);
    }
    return run;
  }

  /** Schedules that send events, created at run time. They tick during {@link #advance}. */
  public ScheduledEvents schedules() {
    return wiring.schedules();
  }

  /** All runs, in order of creation. */
  public List<TestRun> runs() {
    return runs.of(null);
  }

  /** All runs of a function, in order of creation. */
  public List<TestRun> runs(FunctionRef<?, ?> function) {
    return runs.of(function.id());
  }

  /**
   * The latest run of a function.
   *
   * @throws AssertionError if there is none
   */
  public TestRun run(FunctionRef<?, ?> function) {
    return runs.last(function.id());
  }

  /** All accepted events of this record, from any sender, in order. */
  public <E extends Record> List<E> events(Class<E> type) {
    List<E> found = new ArrayList<>();
    wiring
        .store()
        .accepted(services.registered().eventName(type))
        .forEach(event -> found.add(type.cast(services.json().decode(event.data(), type))));
    return found;
  }

  /** Withdraws a scheduled event that has not fired. Returns whether it was still pending. */
  public boolean withdraw(String eventId) {
    return wiring.store().deferredEvents().withdraw(eventId);
  }

  /** Cancels a run, and the runs that it waits for. Returns false if it has ended or does not exist. */
  public boolean cancel(UUID runId) {
    boolean cancelled = wiring.client().cancel(runId);
    wiring.worker().executeDue();
    return cancelled;
  }

  /**
   * Cancels the live runs of a function that were started by matching events, under its current and former ids. Returns
   * these runs.
   */
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    Set<UUID> cancelled =
        wiring.client().cancel(function, services.json().encode(match.fields(), Map.class));
    wiring.worker().executeDue();
    return cancelled;
  }

  /** Repeats an ended run for the same event, and executes until nothing is due. Returns the new run. */
  public TestRun rerun(UUID runId) {
    return again(runId, null);
  }

  /** Like {@link #rerun(UUID)}, from this step on: keeps the outcomes of the steps that had ended before it. */
  public TestRun rerun(UUID runId, String fromStep) {
    return again(runId, fromStep);
  }

  private TestRun again(UUID runId, @Nullable String fromStep) {
    UUID id = wiring.rerunner().rerun(runId, fromStep);
    wiring.worker().executeDue();
    return runs.run(id);
  }

  /**
   * Replaces a step. The replacement is recorded and retried like a step.
   *
   * @param step the constant of the generated class, such as {@code DurableGithubExport.CREATE_REPO}
   * @throws IllegalArgumentException if no registered function has that step
   */
  public <R extends @Nullable Object> void replace(
      StepDefinition<R> step, Replacement<R> replacement) {
    wiring.replacements().put(known(step), replacement);
  }

  /** Replaces all steps of this id, including inline steps and, in a parallel section, those of all elements. */
  public void replace(String stepId, Replacement<@Nullable Object> replacement) {
    wiring.replacements().put(stepId, replacement);
  }

  /** Replaces a function that runs invoke. It need not be registered. */
  public <E extends Record, R> void replace(
      FunctionRef<E, R> function, FunctionReplacement<E, R> replacement) {
    if (!(function instanceof FunctionDefinition<?, E, R> definition)) {
      throw new IllegalArgumentException(
          function + " is not a handle from a generated class Functions");
    }
    wiring.replace(definition, replacement);
  }

  /** Makes all attempts of a step fail, until it is replaced or {@linkplain #restore(StepDefinition) restored}. */
  public void fail(StepDefinition<?> step, Exception exception) {
    failTimes(step, Integer.MAX_VALUE, exception);
  }

  /**
   * Makes all attempts of all steps of this id fail, until they are replaced or {@linkplain #restore(String) restored}.
   */
  public void fail(String stepId, Exception exception) {
    failTimes(stepId, Integer.MAX_VALUE, exception);
  }

  /** Makes the next attempts of a step fail, this many times. */
  public void failTimes(StepDefinition<?> step, int times, Exception exception) {
    wiring.replacements().fail(known(step), times, exception);
  }

  /** Makes the next attempts of all steps of this id fail, this many times in total. */
  public void failTimes(String stepId, int times, Exception exception) {
    wiring.replacements().fail(stepId, times, exception);
  }

  /** Removes the replacement of a step. */
  public void restore(StepDefinition<?> step) {
    wiring.replacements().remove(step);
  }

  /** Removes the replacement of the steps of this id. */
  public void restore(String stepId) {
    wiring.replacements().remove(stepId);
  }

  private <R extends @Nullable Object> StepDefinition<R> known(StepDefinition<R> step) {
    if (!services.registered().hasStep(step)) {
      throw new IllegalArgumentException("no registered function has the step " + step.id()
          + " of this definition: replace an inline step by its id, replace(\"" + step.id()
          + "\", call -> …)");
    }
    return step;
  }
}
