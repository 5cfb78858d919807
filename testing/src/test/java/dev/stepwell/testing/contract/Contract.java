package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Turns;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The common parts of contracts: an empty store per test, a first process on it, and helpers. */
@Timeout(120)
abstract class Contract {
  static final Duration LEASE = Duration.ofMinutes(1);
  static final Duration LONG = Duration.ofHours(1);
  static final RunAdmission TURNS = new Turns();

  private final Supplier<? extends Subject> kind;
  private Subject subject;
  Ports ports;

  Contract(Supplier<? extends Subject> kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    subject = kind.get();
    ports = subject.openProcess();
  }

  @AfterEach
  void close() {
    subject.close();
  }

  Subject subject() {
    return subject;
  }

  Instant now() {
    return subject.now();
  }

  long version() {
    return ports.functions().load().version();
  }

  /** Registers a worker of this process that executes these functions. */
  UUID worker(Ports process, String... functionIds) {
    UUID id = Given.id();
    process.queue().register(id, "worker " + id, Set.of(functionIds), LEASE);
    return id;
  }

  /** Sends a heartbeat of a worker, and buries all that are missing then. */
  @Nullable
  Beat sweep(Ports process, UUID worker) {
    Beat beat = process.queue().beat(worker, LEASE);
    if (beat != null) {
      process.queue().bury(beat.missing());
    }
    return beat;
  }

  Accepted append(Dispatch dispatch) {
    return ports.events().append(dispatch).join();
  }

  Accepted.Stored store(Dispatch dispatch) {
    Accepted accepted = append(dispatch);
    assertThat(accepted).isInstanceOf(Accepted.Stored.class);
    return (Accepted.Stored) accepted;
  }

  /** An event with its effects, matched with the current functions and shapes. */
  Dispatch dispatch(StoredEvent event, NewRun... starts) {
    return new Dispatch(event, List.of(starts), List.of(), List.of(), version(), null);
  }

  Dispatch cancelling(StoredEvent event, MatchKey... cancels) {
    return new Dispatch(event, List.of(), List.of(cancels), List.of(), version(), null);
  }

  /** Starts a run that is due now. */
  UUID start(NewRun run) {
    store(dispatch(Given.event("test/started", "{}"), run));
    return run.id();
  }

  UUID start(String functionId) {
    return start(Given.run(functionId));
  }

  /** Claims all due runs of these functions. */
  List<ClaimedRun> claim(Ports process, UUID worker, String... functionIds) {
    return process.queue().claim(worker, Set.of(functionIds), 100, Long.MAX_VALUE, now());
  }

  /** Starts a run of this function and claims it for the worker. */
  UUID startAndClaim(UUID worker, NewRun run) {
    start(run);
    assertThat(ids(claim(ports, worker, run.functionId()))).contains(run.id());
    return run.id();
  }

  UUID startAndClaim(UUID worker, String functionId) {
    return startAndClaim(worker, Given.run(functionId));
  }

  Recorded record(UUID runId, StepRecord step) {
    return record(StepWrite.of(runId, step));
  }

  Recorded record(StepWrite write) {
    return ports.journal().record(write).join();
  }

  Recorded end(RunEnd end) {
    return ports.journal().end(end).join();
  }

  Run run(UUID runId) {
    return ports.runs().run(runId).orElseThrow();
  }

  @Nullable
  StepRecord step(UUID runId, String stepId) {
    return ports.runs().steps(runId).stream()
        .filter(step -> step.id().equals(stepId))
        .findFirst()
        .orElse(null);
  }

  /** Records that a step of a run waits for a new run of the other function, and returns that run. */
  UUID invoke(UUID caller, String stepId) {
    NewRun callee = Given.invoked("callee", caller, stepId);
    StepWrite write = new StepWrite(
        caller,
        Given.waiting(stepId, StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), callee)));
    assertThat(record(write)).isEqualTo(Recorded.RECORDED);
    return callee.id();
  }

  UUID invokeAndPark(UUID caller) {
    UUID callee = invoke(caller, "call");
    end(new RunEnd.Parked(caller, null));
    return callee;
  }

  void assertDue(UUID runId, Instant since) {
    assertThat(run(runId).status()).isIn(RunStatus.QUEUED, RunStatus.WAITING);
    assertThat(run(runId).dueAt()).isBetween(since, now());
  }

  static List<UUID> ids(List<ClaimedRun> runs) {
    return runs.stream().map(ClaimedRun::id).toList();
  }

  static List<UUID> idsOf(NewRun... runs) {
    return Stream.of(runs).map(NewRun::id).toList();
  }

  static void assertJson(@Nullable String actual, String expected) {
    assertThat(actual).as("JSON").isNotNull();
    assertThat(new Json().decode(String.valueOf(actual), Object.class))
        .isEqualTo(new Json().decode(expected, Object.class));
  }
}
