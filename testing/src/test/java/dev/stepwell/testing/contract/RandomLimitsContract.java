package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.store.Slots.Taken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Under random limits on runs and steps, workers, deaths and overrides: what the rows say is taken is what runs and steps hold, and nothing that
 * is granted exceeds an amount.
 */
abstract class RandomLimitsContract extends Contract {
  private static final int STEPS = 100;
  private static final int MAX_WORKERS = 3;

  private final Map<UUID, Held> runs = new LinkedHashMap<>();
  private final Map<UUID, Ports> workers = new LinkedHashMap<>();

  /** The processes whose workers are gone: each keeps connections of the one pool. */
  private final Deque<Ports> idle = new ArrayDeque<>();

  private final Map<String, Integer> amounts = new TreeMap<>();
  private FlowControl flow = FlowControl.NONE;
  private Random random = new Random();

  RandomLimitsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  /** What a run of the model holds. */
  private static final class Held {
    private final List<LimitKey> keys;
    private final List<LimitKey> stepKeys;
    private int asked;
    private boolean stepHolds;
    private boolean stepWaits;
    private @Nullable UUID worker;
    private int branches;
    private boolean started;
    private boolean cancelled;

    private Held(List<LimitKey> keys, List<LimitKey> stepKeys) {
      this.keys = keys;
      this.stepKeys = stepKeys;
    }

    private void leave() {
      worker = null;
      branches = 0;
      stepHolds = false;
    }

    private StepNeeds needs(UUID run) {
      return new StepNeeds(
          run,
          "ask-" + asked,
          stepKeys.stream().map(key -> new RunLimits.Use(key, 1)).toList());
    }

    private int slots(LimitKey key) {
      if (stepKeys.contains(key)) {
        return stepHolds ? 1 : 0;
      } else if (!keys.contains(key)) {
        return 0;
      }
      return key.kind() == LimitKind.RUNS ? (started ? 1 : 0) : (worker == null ? 0 : 1 + branches);
    }
  }

  private int taken(LimitKey key) {
    return runs.values().stream().mapToInt(run -> run.slots(key)).sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noLimitIsExceededAndNoSlotIsLost(long seed) {
    random = new Random(seed);
    List<ConcurrencyDefinition> limits = new ArrayList<>();
    limits.add(ConcurrencyDefinition.of(1 + random.nextInt(3)).withKey("event.data.tenant"));
    limits.add(ConcurrencyDefinition.of(2 + random.nextInt(4)).withScope("all"));
    limits.add(ConcurrencyDefinition.of(2 + random.nextInt(4)).perRun());
    limits.forEach(limit -> amounts.put(limit.name("f"), limit.limit()));
    List<ConcurrencyDefinition> ofStep = List.of(
        ConcurrencyDefinition.of(1 + random.nextInt(2)).withKey("event.data.tenant"),
        ConcurrencyDefinition.of(1 + random.nextInt(3)).withScope("provider"));
    ofStep.forEach(limit -> amounts.put(limit.name("f > ask"), limit.limit()));
    flow = new FlowControl(
        limits,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(new StepLimits("ask", ofStep, null)));
    ports
        .functions()
        .publish(
            List.of(Given.function("f", "test/started").controlled(Duration.ofHours(24), flow)));
    newWorker();
    for (int i = 0; i < STEPS; i++) {
      act(random.nextInt(27));
      assertThatRowsSayWhatRunsHold("seed " + seed + ", step " + i);
    }
    workers.forEach((worker, process) -> process.queue().leave(worker));
    idle.addAll(workers.values());
    workers.clear();
    runs.values().forEach(Held::leave);
    newWorker();
    for (int i = 0; i < 500 && !runs.isEmpty(); i++) {
      advance();
      claim();
      claimForSteps();
      List.copyOf(runs.keySet()).forEach(this::finish);
    }
    assertThat(runs).as("runs that never ended").isEmpty();
    assertThatRowsSayWhatRunsHold("seed " + seed + ", at the end");
  }

  private void act(int what) {
    switch (what) {
      case 0, 1, 2, 3, 4 -> create();
      case 5, 6, 7, 8, 9 -> claim();
      case 10, 11, 12 -> executing().ifPresent(this::finish);
      case 13 -> executing().ifPresent(this::park);
      case 14 -> executing().ifPresent(this::branch);
      case 15 -> override();
      case 16 -> die();
      case 17 -> newWorker();
      case 18 -> cancel();
      case 19, 20, 21 -> executing().ifPresent(this::ask);
      case 22, 23 -> executing().ifPresent(this::answer);
      case 24, 25 -> claimForSteps();
      default -> advance();
    }
  }

  private void advance() {
    subject().advance(Duration.ofSeconds(40));
    workers.forEach((worker, process) -> process.queue().beat(worker, LEASE));
  }

  private Optional<UUID> executing() {
    List<UUID> held = runs.entrySet().stream()
        .filter(run -> run.getValue().worker != null && !run.getValue().cancelled)
        .map(Map.Entry::getKey)
        .toList();
    return held.isEmpty() ? Optional.empty() : Optional.of(held.get(random.nextInt(held.size())));
  }

  private void newWorker() {
    if (workers.size() == MAX_WORKERS) {
      return;
    }
    Ports process = idle.isEmpty() ? subject().openProcess() : idle.remove();
    workers.put(worker(process, "f"), process);
  }

  private void create() {
    String tenant = "[" + random.nextInt(3) + "]";
    List<RunLimits.Use> uses = new ArrayList<>();
    for (ConcurrencyDefinition limit : flow.concurrency()) {
      String key = limit.key().isEmpty() ? "[]" : tenant;
      uses.add(new RunLimits.Use(new LimitKey(limit.name("f"), key), 1));
    }
    UUID sender = random.nextBoolean() || workers.isEmpty() ? null : randomWorker();
    NewRun run = new NewRun(
        Given.id(), "f", List.of(), sender != null, null, null, null, new RunLimits(tenant, uses));
    Ports process = sender == null ? ports : process(sender);
    Accepted stored = process
        .events()
        .append(dispatch(Given.event("test/started", "{}"), run))
        .join();
    assertThat(stored).isInstanceOf(Accepted.Stored.class);
    List<LimitKey> ofStep = flow.steps().get(0).concurrency().stream()
        .map(limit -> new LimitKey(limit.name("f > ask"), limit.key().isEmpty() ? "[]" : tenant))
        .toList();
    Held held = new Held(uses.stream().map(RunLimits.Use::key).toList(), ofStep);
    if (((Accepted.Stored) stored).taken().contains(run.id())) {
      held.worker = sender;
      held.started = true;
    }
    runs.put(run.id(), held);
    if (held.started) {
      assertThatNoneIsExceeded(held.keys);
    }
  }

  private void claim() {
    if (workers.isEmpty()) {
      return;
    }
    UUID worker = randomWorker();
    List<UUID> claimed = ids(process(worker)
        .queue()
        .claimLimited(worker, Set.of("f"), room(), now(), TURNS)
        .runs());
    for (UUID run : claimed) {
      Held held = held(run);
      assertThat(held.worker).as("a run is claimed once").isNull();
      boolean first = !held.started;
      held.worker = worker;
      held.started = true;
      assertThatNoneIsExceeded(held.keys.stream()
          .filter(key -> first || key.kind() == LimitKind.ATTEMPTS)
          .toList());
    }
  }

  private UUID randomWorker() {
    List<UUID> all = List.copyOf(workers.keySet());
    return all.get(random.nextInt(all.size()));
  }

  private RunAdmission.Room room() {
    return new RunAdmission.Room(1 + random.nextInt(5), Long.MAX_VALUE);
  }

  private void claimForSteps() {
    if (workers.isEmpty()) {
      return;
    }
    UUID worker = randomWorker();
    List<UUID> claimed = ids(process(worker)
        .queue()
        .claimForSteps(worker, Set.of("f"), room(), now(), TURNS)
        .runs());
    for (UUID run : claimed) {
      Held held = held(run);
      assertThat(held.worker).as("a run is claimed once").isNull();
      assertThat(held.stepWaits).as("its step waits").isTrue();
      held.worker = worker;
      held.stepWaits = false;
      held.stepHolds = true;
      assertThatNoneIsExceeded(held.stepKeys);
      assertThatNoneIsExceeded(
          held.keys.stream().filter(key -> key.kind() == LimitKind.ATTEMPTS).toList());
      assertThat(process(worker).slots().takeFor(held.needs(run)).join().taken())
          .as("a step finds what was claimed for it")
          .isEqualTo(Taken.GRANTED);
    }
  }

  private void assertThatNoneIsExceeded(List<LimitKey> keys) {
    keys.forEach(key -> assertThat(taken(key))
        .as("%s", key)
        .isLessThanOrEqualTo(amounts.getOrDefault(key.limit(), 0)));
  }

  /** A step takes its slots, or its run is parked until it gets them. */
  private void ask(UUID run) {
    Held held = held(run);
    if (held.stepHolds) {
      return;
    }
    Ports process = process(Objects.requireNonNull(held.worker));
    StepAnswer answer = process.slots().takeFor(held.needs(run)).join();
    if (answer.taken() == Taken.GRANTED) {
      held.stepHolds = true;
      assertThatNoneIsExceeded(held.stepKeys);
      return;
    }
    assertThat(answer.taken()).isEqualTo(Taken.FULL);
    process.journal().end(new RunEnd.Parked(run, null, List.of(answer.needs()))).join();
    held.leave();
    held.stepWaits = true;
  }

  private void answer(UUID run) {
    Held held = held(run);
    if (!held.stepHolds) {
      return;
    }
    Ports process = process(Objects.requireNonNull(held.worker));
    if (random.nextInt(4) == 0) {
      process.slots().releaseOf(run, held.needs(run).stepId());
    }
    process
        .journal()
        .record(StepWrite.of(run, Given.completed(held.needs(run).stepId(), "1", now()))
            .releasing(new SlotRelease(null)))
        .join();
    held.stepHolds = false;
    held.asked++;
  }

  private Ports process(UUID worker) {
    return Objects.requireNonNull(workers.get(worker));
  }

  private Held held(UUID run) {
    return Objects.requireNonNull(runs.get(run));
  }

  private void finish(UUID run) {
    Held held = held(run);
    if (held.worker != null && !held.cancelled) {
      process(held.worker)
          .journal()
          .end(new RunEnd.Completed(run, "1", false, null))
          .join();
      runs.remove(run);
    }
  }

  private void park(UUID run) {
    Held held = held(run);
    process(Objects.requireNonNull(held.worker))
        .journal()
        .end(new RunEnd.Parked(run, now().plusSeconds(30)))
        .join();
    held.leave();
  }

  private void branch(UUID run) {
    Held held = held(run);
    Ports process = process(Objects.requireNonNull(held.worker));
    if (held.branches > 0) {
      process.slots().release(run, held.branches);
      held.branches = 0;
    } else {
      held.branches = process.slots().take(run, 2);
    }
  }

  private void override() {
    List<String> names = List.copyOf(amounts.keySet());
    String name = names.get(random.nextInt(names.size()));
    int amount = 1 + random.nextInt(5);
    assertThat(ports
            .limitControl()
            .override(name, new LimitOverride(amount, now().plus(Duration.ofDays(9)), null)))
        .isTrue();
    amounts.put(name, amount);
  }

  /** Kills a worker: what it held is released when it is buried. */
  private void die() {
    if (workers.size() < 2) {
      return;
    }
    UUID dead = List.copyOf(workers.keySet()).get(random.nextInt(workers.size()));
    idle.add(process(dead));
    workers.remove(dead);
    subject().endLease(dead);
    workers.forEach((worker, process) -> process.queue().beat(worker, LEASE));
    Map.Entry<UUID, Ports> other = workers.entrySet().iterator().next();
    sweep(other.getValue(), other.getKey());
    Set<UUID> gone = new HashSet<>();
    runs.forEach((id, run) -> {
      if (dead.equals(run.worker)) {
        run.leave();
        if (run.cancelled) {
          gone.add(id);
        }
      }
    });
    runs.keySet().removeAll(gone);
  }

  private void cancel() {
    List<UUID> all = List.copyOf(runs.keySet());
    if (all.isEmpty()) {
      return;
    }
    UUID run = all.get(random.nextInt(all.size()));
    Held held = held(run);
    if (held.cancelled) {
      return;
    }
    ports.cancellations().cancel(run);
    if (held.worker == null) {
      workers.forEach((worker, process) -> process.queue().releaseCancelled(worker, Set.of()));
      runs.remove(run);
    } else {
      held.cancelled = true;
      process(held.worker).queue().releaseCancelled(held.worker, Set.of(run));
      runs.remove(run);
    }
  }

  private void assertThatRowsSayWhatRunsHold(String when) {
    Map<LimitKey, Integer> expected = new HashMap<>();
    Set<LimitKey> keys = new HashSet<>();
    runs.values().forEach(run -> {
      keys.addAll(run.keys);
      keys.addAll(run.stepKeys);
    });
    keys.stream().filter(key -> taken(key) > 0).forEach(key -> expected.put(key, taken(key)));
    Map<LimitKey, Integer> stored = new HashMap<>();
    for (LimitInfo limit : ports.limitControl().limits(100)) {
      assertThat(limit.amount()).isEqualTo(amounts.get(limit.limit().name()));
      limit.keys().stream()
          .filter(key -> key.running() > 0)
          .forEach(key -> stored.put(new LimitKey(limit.limit().name(), key.key()), key.running()));
    }
    assertThat(stored).as(when).isEqualTo(expected);
  }
}
