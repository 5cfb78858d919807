package dev.stepwell.runtime.engine;

import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in memory, from the moment that a worker takes it until it ends or parks.
 *
 * <p>The heart is {@link #execute}: stored? return it : attempt, record, go on. An outcome is handed to the journal and the flow
 * goes on at once; only the next step, or the end of the run, waits for it to be on disk.
 */
final class RunSession implements Steps, StepExecutor {
  private static final Logger log = LoggerFactory.getLogger(RunSession.class);

  private final ClaimedRun run;
  private final BoundFunction function;
  private final Engine engine;
  private final Map<String, StepRecord> stored = new HashMap<>();
  private final Interrupts interrupts = new Interrupts();
  private final Branch flow = Branch.flow();
  private final AtomicReference<@Nullable Instant> wakeAt = new AtomicReference<>();

  RunSession(ClaimedRun run, BoundFunction function, Engine engine) {
    this.run = run;
    this.function = function;
    this.engine = engine;
    run.steps().forEach(step -> stored.put(step.id(), step));
  }

  /** Calls the user's method on this thread. */
  @Nullable
  Object call() throws Exception {
    return Frame.<@Nullable Object>call(
        this,
        flow,
        () -> Durable.<@Nullable Object>callWith(
            this, () -> function.call().run(run.event().data(), this)));
  }

  /** Whether the flow has left without an outcome. */
  boolean hasLeft() {
    return flow.hasLeft() || interrupts.isRevoked();
  }

  /** When the run is to go on; null if it was revoked, for then it goes on elsewhere or never. */
  @Nullable
  Instant wakeAt() {
    return interrupts.isRevoked() ? null : wakeAt.get();
  }

  /** Takes the run away from this session, and interrupts the step that is running. */
  void revoke() {
    interrupts.revoke();
  }

  @Override
  public <R extends @Nullable Object> R execute(
      StepDefinition<R> step, Callable<? extends R> body) {
    Branch branch = enter();
    String id = branch.number(step.id());
    StepRecord known = stored.get(id);
    if (known == null) {
      return attempt(branch, step, id, null, body);
    }
    return switch (known.status()) {
      case COMPLETED -> result(step, known);
      case FAILED -> throw Outcomes.exception(known);
      case RETRYING -> {
        parkUntil(branch, known.dueAt());
        yield attempt(branch, step, id, known, body);
      }
      case WAITING ->
        throw new IllegalStateException("step " + id + " of " + this
            + " is stored as a sleep, and the code now calls a step of that name: give one of them"
            + " another id");
    };
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // R says itself whether it may be null
  private <R extends @Nullable Object> R result(StepDefinition<R> step, StepRecord known) {
    return (R) engine.json().decode(Objects.requireNonNull(known.result()), step.resultType());
  }

  /** Attempts the step until it completes, its attempts are used up, or the next one is not due yet. */
  private <R extends @Nullable Object> R attempt(
      Branch branch,
      StepDefinition<R> step,
      String id,
      @Nullable StepRecord known,
      Callable<? extends R> body) {
    StepRecord last = known;
    while (true) {
      awaitRecorded(branch);
      int attempt = last == null ? 1 : last.attempts() + 1;
      Instant startedAt = engine.clock().now();
      Instant firstAt = last == null ? startedAt : last.startedAt();
      try {
        R result = interrupts.<R>call(
            () -> Durable.<R>callWith(null, () -> Frame.<R>inStep(attempt, body)));
        String text = engine.json().encode(result, step.resultType());
        record(
            branch,
            Outcomes.completed(id, attempt, text, firstAt, engine.clock().now()),
            null);
        return result;
      } catch (UncatchableSuspension revoked) {
        throw branch.leave();
      } catch (Throwable thrown) {
        Optional<Duration> delay = delay(step, id, attempt, thrown);
        last =
            Outcomes.failed(id, attempt, thrown, delay, firstAt, engine.clock().now());
        record(branch, last, Outcomes.attempt(last, startedAt));
      }
      if (last.status() == StepStatus.FAILED) {
        throw Outcomes.exception(last);
      }
      parkUntil(branch, last.dueAt());
    }
  }

  /** How long to wait before the next attempt; empty if none is to follow. */
  private Optional<Duration> delay(
      StepDefinition<?> step, String id, int attempt, Throwable thrown) {
    int retries = step.retries() < 0 ? function.retries() : step.retries();
    Optional<Duration> delay = engine.retryPolicy().next(thrown, attempt, retries, engine.random());
    log.warn(
        "{}, step {}: attempt {} of {} failed, {}",
        this,
        id,
        attempt,
        retries + 1,
        delay.map(wait -> "the next is due in " + wait).orElse("and no more follow"),
        thrown);
    return delay;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> R run(String id, Class<R> type, Callable<? extends R> body) {
    return this.<R>execute(StepDefinition.of(id, type), body);
  }

  @Override
  public void run(String id, Action body) {
    this.<@Nullable Void>execute(StepDefinition.of(id, Void.class), () -> {
      body.run();
      return null;
    });
  }

  @Override
  public void sleep(String id, Duration duration) {
    sleep(id, duration, null);
  }

  @Override
  public void sleepUntil(String id, Instant time) {
    sleep(id, null, time);
  }

  private void sleep(String id, @Nullable Duration duration, @Nullable Instant time) {
    Branch branch = enter();
    String number = branch.number(id);
    StepRecord known = stored.get(number);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return;
    }
    awaitRecorded(branch);
    Instant startedAt = known == null ? engine.clock().now() : known.startedAt();
    Instant until = known == null ? end(startedAt, duration, time) : known.dueAt();
    if (until != null && until.isAfter(engine.clock().now())) {
      if (known == null) {
        record(branch, Outcomes.waiting(number, startedAt, until), null);
      }
      parkUntil(branch, until);
    }
    record(
        branch, Outcomes.completed(number, 1, "null", startedAt, engine.clock().now()), null);
  }

  private static Instant end(Instant start, @Nullable Duration duration, @Nullable Instant time) {
    return time != null ? time : start.plus(Objects.requireNonNull(duration, "duration"));
  }

  @Override
  public <T, R> List<R> forEach(
      Collection<? extends T> items, int parallelism, Steps.Body<? super T, ? extends R> body) {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "the parallelism of steps.forEach must be at least 1, and is " + parallelism);
    }
    Branch branch = enter();
    awaitRecorded(branch);
    ParallelSection<T, R> section = new ParallelSection<>(this, branch, items, body);
    List<R> results = section.run(engine.threads(), parallelism);
    if (branch.hasLeft()) {
      throw branch.leave();
    }
    section.throwFirstFailure();
    return results;
  }

  @Override
  public Instant now() {
    return run("now", Instant.class, engine.clock()::now);
  }

  @Override
  public UUID uuid() {
    String name = run.id() + "/" + enter().number("uuid");
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public UUID runId() {
    return run.id();
  }

  @Override
  public String eventId() {
    return run.event().id();
  }

  @Override
  public int attempt() {
    return Frame.attempt();
  }

  private Branch enter() {
    Branch branch = Frame.branch(this);
    if (branch.hasLeft() || interrupts.isRevoked()) {
      throw branch.leave();
    }
    return branch;
  }

  private void record(Branch branch, StepRecord step, @Nullable FailedAttempt failed) {
    branch.recording(engine.journal().record(run.id(), step, failed));
  }

  private void awaitRecorded(Branch branch) {
    try {
      branch.awaitRecorded();
    } catch (UncatchableSuspension refused) {
      interrupts.revoke();
      throw branch.leave();
    }
  }

  /** Leaves until then, or goes on at once if that has passed. */
  private void parkUntil(Branch branch, @Nullable Instant until) {
    if (until != null && until.isAfter(engine.clock().now())) {
      wakeAt.accumulateAndGet(
          until, (a, b) -> a == null || Objects.requireNonNull(b).isBefore(a) ? b : a);
      throw branch.leave();
    }
  }

  @Override
  public String toString() {
    return "run " + run.id() + " of " + function.id();
  }
}
