package dev.stepwell.runtime.engine;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.InvalidTextException;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.secrets.MaskedJson;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.LogLimiter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in memory, from the claim of a worker until it ends or parks: its stored state, whether it may continue, and
 * when it is due after it has left.
 */
final class RunState {
  private static final Logger log = LoggerFactory.getLogger(RunState.class);
  private static final LogLimiter LIMITER = new LogLimiter();
  private static final int LONGEST_EXCERPT = 200;
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(500);
  private static final Duration UNTIL_DECODED_AGAIN = Duration.ofSeconds(30);

  private final ClaimedRun run;
  private final BoundFunction function;
  private final Engine engine;
  private final StoredSteps stored;
  private final Map<String, StepRecord> raced = new ConcurrentHashMap<>(2);
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<String, Attempt> underway = new ConcurrentHashMap<>();
  private final Interrupts interrupts;
  private final LoggedSecrets secrets;
  private final BranchSlots slots;
  private final StepSlots stepSlots;
  private final Branch flow = Branch.flow();
  private volatile boolean expired;
  private volatile boolean progressed;
  private volatile boolean listens;
  private volatile boolean givesNumbers;
  private volatile @Nullable RunInfo info;
  private @Nullable Instant wakeAt;

  RunState(ClaimedRun run, BoundFunction function, Engine engine, StoredSteps stored) {
    this.run = run;
    this.stored = stored;
    this.function = function;
    this.engine = engine;
    this.interrupts = new Interrupts(engine.time().timers(), engine.time().clock());
    this.secrets = new LoggedSecrets(run, stored, engine);
    Matching matching = engine.functions().matching();
    this.slots = new BranchSlots(
        matching.limitsAttempts(run.functionId()) ? engine.ports().slots() : Slots.UNLIMITED,
        run.id(),
        engine.time().clock());
    this.stepSlots =
        new StepSlots(this, matching.functionsWithLimitedSteps().contains(run.functionId()));
    this.listens = function.cancellable();
    for (StepRecord step : stored.all()) {
      step.was().forEach(was -> renamed.putIfAbsent(was, step.id()));
      listens |= step.kind() == StepKind.WAIT;
    }
  }

  ClaimedRun run() {
    return run;
  }

  BoundFunction function() {
    return function;
  }

  Engine engine() {
    return engine;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** The secrets of the run, for the log. */
  LoggedSecrets secrets() {
    return secrets;
  }

  /** The run as middleware sees it. */
  RunInfo info() {
    RunInfo known = info;
    if (known == null) {
      StoredEvent event = run.event();
      known = new RunInfo(
          run.id(),
          function.id(),
          event.withData(engine.json().opened(event.data())),
          run.createdAt(),
          run.startedAt(),
          run.first(),
          secrets::redaction);
      info = known;
    }
    return known;
  }

  /** The number of retries of this step. */
  int retries(StepDefinition<?> step) {
    return step.retries() < 0 ? function.retries() : step.retries();
  }

  /** The slots that its branches take. */
  BranchSlots slots() {
    return slots;
  }

  /** The slots that its steps take. */
  StepSlots stepSlots() {
    return stepSlots;
  }

  /** The line of execution of the flow itself. */
  Branch flow() {
    return flow;
  }

  Instant now() {
    return engine.time().clock().now();
  }

  /** Registers a current attempt, until it has ended. */
  void begins(Attempt attempt) {
    underway.put(attempt.stepId(), attempt);
  }

  /** Removes an ended attempt. */
  void ended(Attempt attempt) {
    progressed = true;
    underway.remove(attempt.stepId(), attempt);
  }

  /** The current attempts. */
  List<StepUnderway> underway() {
    return underway.values().stream()
        .map(attempt -> new StepUnderway(attempt.stepId(), attempt.number(), attempt.startedAt()))
        .toList();
  }

  /** The stored state of a step when the run was taken, or what a branch of a race has recorded since; null if none. */
  @Nullable
  StepRecord recent(String id) {
    StepRecord recorded = raced.get(id);
    return recorded == null && stored.contains(id) ? stored.find(id, StepKind.STEP) : recorded;
  }

  /** Notes the state in which a step is stored, for the later passes of branches of races. */
  void remember(StepRecord step) {
    raced.put(step.id(), step);
  }

  /** The current attempts, by step id. */
  Map<String, Attempt> attempts() {
    return Map.copyOf(underway);
  }

  /** The stored steps when the run was taken. */
  Collection<StepRecord> stored() {
    return stored.all();
  }

  /** Whether there are events that would cancel or wake the run. */
  boolean listens() {
    return listens;
  }

  /** Registers that the run waits for an event. */
  void listen() {
    listens = true;
  }

  /** Whether the flow has left without an outcome. */
  boolean hasLeft() {
    return flow.hasLeft() || interrupts.isRevoked();
  }

  /** Ends the run because of its timeout. */
  void expire() {
    expired = true;
    interrupts.revoke();
  }

  /** Whether the run has timed out. */
  boolean isExpired() {
    return expired;
  }

  /** When the run is due again; null if only an event or another run can wake it. */
  synchronized @Nullable Instant wakeAt() {
    return wakeAt;
  }

  /**
   * The branch of this thread, which may continue. If the flow has interrupted its thread, that ends here: it would fail the step, or
   * close a connection of the database.
   */
  Branch enter() {
    Thread.interrupted();
    Branch branch = Frame.branch(this);
    if (branch.hasLeft() || interrupts.isRevoked()) {
      throw branch.leave();
    }
    return branch;
  }

  /**
   * The stored id of the branch's next call of this step.
   *
   * @throws InvalidTextException if it cannot be stored, or looks like the id of a repeated call
   */
  String number(Branch branch, String id) {
    String fault = Identifiers.fault(id);
    if (fault == null && Identifiers.isNumbered(id) && !isOfEarlierRelease(branch, id)) {
      fault = Identifiers.NUMBERED;
    }
    if (fault != null) {
      throw new InvalidTextException("the step id", id, fault + " (" + this + ")");
    }
    return branch.number(id);
  }

  /** Whether the flow of this run used such an id in an earlier release, which permitted it: then it remains valid. */
  private boolean isOfEarlierRelease(Branch branch, String id) {
    String repeated = Identifiers.unnumbered(id);
    if (branch.calls(repeated)) {
      return false;
    }
    givesNumbers |= stored.contains(id) && !stored.contains(repeated);
    return givesNumbers;
  }

  /**
   * The stored id of this call of a step: a former one, if earlier code has stored it; or a later one, if newer code
   * has, as on another worker in a rolling deploy.
   */
  String storedAs(StepDefinition<?> step, String id) {
    if ((step.was().isEmpty() && renamed.isEmpty()) || stored.contains(id)) {
      return id;
    }
    List<String> was = was(step, id);
    return Stream.concat(
            was.stream().filter(stored::contains),
            Stream.concat(Stream.of(id), was.stream()).map(renamed::get).filter(Objects::nonNull))
        .findFirst()
        .orElse(id);
  }

  /** The ids under which older code looks for this call of a step. */
  List<String> was(StepDefinition<?> step, String id) {
    if (step.was().isEmpty() || !id.startsWith(step.id())) {
      return List.of();
    }
    String number = id.substring(step.id().length());
    return step.was().stream().map(was -> was + number).toList();
  }

  /**
   * The stored state of a step of this kind.
   *
   * @throws ChangedCodeException if it was stored with another kind
   */
  @Nullable
  StepRecord known(Branch branch, String id, StepKind kind) {
    Racer racer = branch.racer();
    StepRecord recorded = racer == null ? null : raced.get(id);
    StepRecord known = recorded == null ? stored.find(id, kind) : recorded;
    if (known != null && stored.all().isEmpty()) {
      secrets.addRead(known);
    }
    if (racer != null) {
      racer.reaches(id, known);
    }
    if (known != null && known.kind() != kind) {
      throw new ChangedCodeException("step " + id + " of " + this + " was stored as "
          + words(known.kind()) + " by earlier code, but is now " + words(kind)
          + ": give the new one another id, then rerun the runs that failed for this reason");
    }
    return known;
  }

  private static String words(StepKind kind) {
    return switch (kind) {
      case STEP -> "a step";
      case SLEEP -> "a sleep";
      case WAIT -> "a wait for an event";
      case INVOKE -> "an invoke";
      case SEND -> "a send";
    };
  }

  /**
   * The stored result of a step.
   *
   * @throws ChangedCodeException if it is not of this type
   */
  @Nullable
  Object result(StepRecord step, Type type) {
    return decoded(step, Objects.requireNonNull(step.result()), type);
  }

  /**
   * Decodes stored JSON text of a step.
   *
   * @throws ChangedCodeException if it is not of this type
   */
  @Nullable
  Object decoded(StepRecord step, String text, Type type) {
    try {
      return engine.json().decode(text, type);
    } catch (CodecException e) {
      throw undecodable(Frame.branch(this), e);
    } catch (JsonException e) {
      String excerpt = excerpt(text);
      throw new ChangedCodeException(
          "the stored outcome of step " + step.id() + " of " + this
              + " does not fit the current type: " + e.getMessage() + "; stored is "
              + excerpt
              + ". Make the type read the old form too, or give the step another id, under which it"
              + " is attempted again",
          e);
    }
  }

  /** The beginning of what is stored. Secrets are masked first: one that was cut could not be recognised later. */
  private String excerpt(String stored) {
    String text = new MaskedJson(engine.events().secretNames(), Redaction.NONE)
        .of(engine.json().opened(stored));
    if (text == null) {
      return "not valid JSON, or nested too deeply";
    }
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + " …";
  }

  /** Hands a write to the journal; the next step of the branch waits for it to be on disk. */
  void record(Branch branch, StepWrite write) {
    branch.recording(handOver(branch, write));
  }

  /**
   * Passes a write to the journal, unless the run was taken away: this worker may hold the run again, in another
   * execution.
   */
  CompletableFuture<Recorded> handOver(Branch branch, StepWrite write) {
    beginWork(branch);
    progressed = true;
    return write(branch, write);
  }

  /** Records what follows from what is stored, such as the end of a sleep that is over, which is no work. */
  CompletableFuture<Recorded> settled(Branch branch, StepWrite write) {
    progressed = true;
    return write(branch, write);
  }

  /** Leaves if the branch only collects what is stored; otherwise it may attempt steps, and record them. */
  void beginWork(Branch branch) {
    Racer racer = branch.racer();
    if (racer != null && racer.isCollecting()) {
      throw branch.leave();
    }
  }

  /**
   * Records the last death of a worker as an attempt of this step, which is about to be attempted: a step that the run
   * reaches before another one ends was in progress at the death, or about to begin. There may be several, in branches.
   *
   * @return the stored state of the step
   */
  @Nullable
  StepRecord recordDeath(
      Branch branch,
      String stepId,
      @Nullable StepRecord known,
      @Nullable String input,
      List<String> was) {
    WorkerDeaths deaths = run.deaths();
    if (deaths == null
        || progressed
        || stored.all().stream().anyMatch(step -> !step.endedAt().isBefore(deaths.at()))) {
      return known;
    }
    StepWrite write = Deaths.attempt(run, stepId, known, input, was, false);
    branch.recording(write(branch, write));
    return write.step();
  }

  /** The number of attempts that ended by deaths of workers, which use up no retries; at least that number. */
  int deathsIn(Attempt attempt) {
    WorkerDeaths deaths = run.deaths();
    return deaths == null || attempt.firstAt().isAfter(deaths.at()) ? 0 : deaths.count();
  }

  private CompletableFuture<Recorded> write(Branch branch, StepWrite write) {
    secrets.add(write);
    engine.ports().journal().awaitRoom();
    Racer racer = branch.racer();
    CompletableFuture<Recorded> record = interrupts.unlessRevoked(
        () -> racer == null ? engine.ports().journal().record(write) : raced(racer, write));
    if (record == null) {
      throw branch.leave();
    }
    return record;
  }

  /** Passes a write of a branch of a race to the journal; null if the branch has lost. */
  private @Nullable CompletableFuture<Recorded> raced(Racer racer, StepWrite write) {
    if (racer.isAbandoned()) {
      return null;
    }
    StepRecord step = write.step();
    remember(step);
    CompletableFuture<Recorded> record = engine
        .ports()
        .journal()
        .record(write)
        .thenApply(recorded -> {
          if (recorded != Recorded.RECORDED) {
            raced.remove(step.id(), step);
          }
          return recorded;
        });
    racer.reaches(step.id(), step);
    racer.writes(record);
    return record;
  }

  /** Waits until all records of the branch are on disk; leaves if one was rejected. */
  void awaitRecorded(Branch branch) {
    goOnIf(branch, branch.awaitRecorded());
  }

  /** Continues if the write was recorded; otherwise leaves, permanently or to resume with the stored outcome. */
  void goOnIf(Branch branch, Recorded recorded) {
    switch (recorded) {
      case RECORDED -> {}
      case NOT_HELD -> {
        interrupts.revoke();
        throw branch.leave();
      }
      case ENDED_OTHERWISE -> throw parkForReload(branch, now());
      case BACKLOG_FULL ->
        throw new IllegalStateException("the rejection of an event cannot be recorded: " + this);
      case FUNCTIONS_CHANGED ->
        throw new IllegalStateException(
            "a step must be matched again, which is not possible here: " + this);
    }
  }

  /** The response of the store. If it is unreachable now, the run leaves, and resumes later. */
  <T> T ask(Branch branch, Supplier<T> question) {
    try {
      return question.get();
    } catch (CodecException e) {
      throw undecodable(branch, e);
    } catch (StoreException e) {
      if (!e.isPassing()) {
        throw e;
      }
      throw parkFor(branch, UNTIL_ASKED_AGAIN, e);
    }
  }

  /** Leaves for a while, because of a response of the store. */
  UncatchableSuspension parkFor(Branch branch, Duration pause, StoreException because) {
    if (LIMITER.admits(String.valueOf(because.getMessage()))) {
      log.warn("{} waits and is retried after {}: {}", this, pause, masked(because));
    }
    return parkForReload(branch, now().plus(pause));
  }

  /** Leaves, and retries when the codec may be able to decode the stored data. */
  private UncatchableSuspension undecodable(Branch branch, CodecException e) {
    log.error("{} is parked and retried after {}: {}", this, UNTIL_DECODED_AGAIN, masked(e));
    return parkForReload(branch, now().plus(UNTIL_DECODED_AGAIN));
  }

  /** The message of an exception, for the log. */
  @Nullable
  String masked(Exception e) {
    return secrets.redaction().of(e.getMessage());
  }

  /** Leaves until this time, or continues at once if it has passed. */
  void parkUntil(Branch branch, @Nullable Instant until) {
    if (until != null && until.isAfter(now())) {
      throw park(branch, until);
    }
  }

  /** Leaves, because of a wait for an event or for another run; the run is due again when it ends, or at this time. */
  UncatchableSuspension parkAt(String stepId, Branch branch, @Nullable Instant until) {
    Racer racer = branch.racer();
    if (racer != null) {
      racer.awaits(stepId);
    }
    return park(branch, until);
  }

  /** Leaves with a branch of a race that takes place in this branch. */
  void parkOuter(Branch branch, Racer inner) {
    Racer racer = branch.racer();
    if (racer != null) {
      racer.takeUp(inner);
    }
    park(branch, inner.wakeAt());
  }

  /** Leaves until this time, at which the run must be taken again: what this execution knows of it does not hold. */
  private UncatchableSuspension parkForReload(Branch branch, Instant until) {
    Racer racer = branch.racer();
    if (racer != null) {
      racer.mustReload();
    }
    return park(branch, until);
  }

  /** Leaves; the run is due again at this time, or when something wakes it. */
  UncatchableSuspension park(Branch branch, @Nullable Instant until) {
    Racer racer = branch.racer();
    if (racer != null) {
      racer.park(until);
    } else {
      synchronized (this) {
        if (until != null && (wakeAt == null || until.isBefore(wakeAt))) {
          wakeAt = until;
        }
      }
    }
    return branch.leave();
  }

  @Override
  public String toString() {
    return "run " + run.id() + " of " + function.id();
  }
}
