package dev.stepwell.testing;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
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
 * Durable functions in a test: on a store in memory, with a clock that only the test moves, on the thread of the test.
 *
 * <p>{@link #send} returns when nothing is due any more: each run has ended or waits. {@link #advance} moves time, and executes
 * whatever becomes due on the way: sleeps and timeouts end, failed steps are tried again, clocks tick, events of the future take
 * effect. Steps do what they do, unless the test {@linkplain #replace(StepDefinition, Replacement) replaces} them.
 *
 * <p>Time stands still while a step is executed, so that no step takes longer than its timeout. Waits between attempts are
 * exactly as long as they are said to be, with no part left to chance. The branches of a parallel section are executed in their
 * order. An instance belongs to one thread and one test, and holds nothing that has to be closed.
 */
public final class TestStepwell {
  private static final Duration LONGEST_LIFE = Duration.ofDays(3660);

  private final TestWiring rooms;
  private final TestServices kit;
  private final TestRuns runs;

  TestStepwell(TestStepwellBuilder builder) {
    this.rooms = new TestWiring(builder);
    this.kit = rooms.kit();
    this.runs = new TestRuns(kit);
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

  /** For more than durable objects: a time, a database. */
  public static TestStepwellBuilder builder() {
    return new TestStepwellBuilder();
  }

  /** Sends an event, and executes until nothing is due; returns the run that it starts. */
  public TestRun send(Record event) {
    return send(event, new SendOptions(null, null));
  }

  /** As {@link #send(Record)}, under an id of the caller's, or to take effect at a time. */
  public TestRun send(Record event, SendOptions options) {
    Sent sent =
        rooms.send(rooms.events().of(event, options.id(), options.time(), options.headers()));
    rooms.worker().executeDue();
    return runs.startedBy(sent.eventId());
  }

  /** What time it is. */
  public Instant now() {
    return kit.now();
  }

  /** Moves time by so much, and executes what becomes due on the way. */
  public void advance(Duration duration) {
    rooms.worker().advanceTo(now().plus(duration));
  }

  /**
   * Moves time to then, and executes what becomes due on the way.
   *
   * @throws IllegalArgumentException if that has passed
   */
  public void advanceTo(Instant time) {
    rooms.worker().advanceTo(time);
  }

  /**
   * Moves time to wherever it takes the run to end, and executes what becomes due on the way.
   *
   * @throws AssertionError if it does not end by itself within ten years
   */
  public TestRun advanceToEnd(TestRun run) {
    Instant latest = now().plus(LONGEST_LIFE);
    while (!run.status().isEnded()) {
      Instant next = rooms.worker().nextDue();
      if (next == null || next.isAfter(latest)) {
        throw new AssertionError("the run does not end by the passing of time:\n  " + run);
      }
      advanceTo(next.isBefore(now()) ? now() : next);
    }
    return run;
  }

  /** Schedules that send events, created at run time; {@link #advance} has them tick. */
  public ScheduledEvents schedules() {
    return rooms.schedules();
  }

  /** All runs, in the order in which they were created. */
  public List<TestRun> runs() {
    return runs.of(null);
  }

  /** All runs of a function, in the order in which they were created. */
  public List<TestRun> runs(FunctionRef<?, ?> function) {
    return runs.of(function.id());
  }

  /**
   * The run of a function that was created last.
   *
   * @throws AssertionError if there is none
   */
  public TestRun run(FunctionRef<?, ?> function) {
    return runs.last(function.id());
  }

  /** All events of this record that were accepted, whoever has sent them, in their order. */
  public <E extends Record> List<E> events(Class<E> type) {
    List<E> found = new ArrayList<>();
    rooms
        .store()
        .accepted(kit.registered().eventName(type))
        .forEach(event -> found.add(type.cast(kit.json().decode(event.data(), type))));
    return found;
  }

  /** Withdraws a scheduled event that has not fired; says whether it was still pending. */
  public boolean withdraw(String eventId) {
    return rooms.store().deferredEvents().withdraw(eventId);
  }

  /** Cancels a run, and the runs that it waits for; false if it has ended or there is none. */
  public boolean cancel(UUID runId) {
    boolean cancelled = rooms.client().cancel(runId);
    rooms.worker().executeDue();
    return cancelled;
  }

  /**
   * Cancels the live runs of a function that were started by matching events, under ids that it had among them; says which.
   */
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    Set<UUID> cancelled =
        rooms.client().cancel(function, kit.json().encode(match.fields(), Map.class));
    rooms.worker().executeDue();
    return cancelled;
  }

  /** Repeats a run that has ended, for the same event, and executes until nothing is due; returns the new run. */
  public TestRun rerun(UUID runId) {
    return again(runId, null);
  }

  /** As {@link #rerun(UUID)}, from this step on: the outcomes of the steps that had ended before it are kept. */
  public TestRun rerun(UUID runId, String fromStep) {
    return again(runId, fromStep);
  }

  private TestRun again(UUID runId, @Nullable String fromStep) {
    UUID id = rooms.rerunner().rerun(runId, fromStep);
    rooms.worker().executeDue();
    return runs.run(id);
  }

  /**
   * Does something else in place of a step, which is recorded, and tried again, like any other.
   *
   * @param step the constant of the generated class, such as {@code DurableGithubExport.CREATE_REPO}
   * @throws IllegalArgumentException if no function that is registered has that step
   */
  public <R extends @Nullable Object> void replace(
      StepDefinition<R> step, Replacement<R> replacement) {
    rooms.replacements().put(known(step), replacement);
  }

  /** Does something else in place of all steps of this id, inline steps among them; in a parallel section, for all elements. */
  public void replace(String stepId, Replacement<@Nullable Object> replacement) {
    rooms.replacements().put(stepId, replacement);
  }

  /** Does something else in place of a function, which need not be registered, when a run invokes it. */
  public <E extends Record, R> void replace(
      FunctionRef<E, R> function, FunctionReplacement<E, R> replacement) {
    if (!(function instanceof FunctionDefinition<?, E, R> definition)) {
      throw new IllegalArgumentException(
          function + " is not one of the handles that are generated into a class Functions");
    }
    rooms.replace(definition, replacement);
  }

  /** Has all attempts of a step fail, until it is replaced or {@linkplain #restore(StepDefinition) restored}. */
  public void fail(StepDefinition<?> step, Exception exception) {
    failTimes(step, Integer.MAX_VALUE, exception);
  }

  /** Has all attempts of all steps of this id fail, until they are replaced or {@linkplain #restore(String) restored}. */
  public void fail(String stepId, Exception exception) {
    failTimes(stepId, Integer.MAX_VALUE, exception);
  }

  /** Has the next so many attempts of a step fail. */
  public void failTimes(StepDefinition<?> step, int times, Exception exception) {
    rooms.replacements().fail(known(step), times, exception);
  }

  /** Has the next so many attempts of all steps of this id, taken together, fail. */
  public void failTimes(String stepId, int times, Exception exception) {
    rooms.replacements().fail(stepId, times, exception);
  }

  /** Has a step do again what it does itself. */
  public void restore(StepDefinition<?> step) {
    rooms.replacements().remove(step);
  }

  /** Has the steps of this id do again what they do themselves. */
  public void restore(String stepId) {
    rooms.replacements().remove(stepId);
  }

  private <R extends @Nullable Object> StepDefinition<R> known(StepDefinition<R> step) {
    if (!kit.registered().hasStep(step)) {
      throw new IllegalArgumentException("no function that is registered has the step " + step.id()
          + " of this definition: an inline step is replaced by its id, replace(\"" + step.id()
          + "\", call -> …)");
    }
    return step;
  }
}
