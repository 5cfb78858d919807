package dev.stepwell.testing.property;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.runtime.client.LoadedFunctions;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.store.DeferredEvents.Settled;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.testing.memory.MemoryStore;
import dev.stepwell.testing.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workers that follow each other on one store, for each dies in its time; the last one lives. */
final class Crew implements RandomGraph.World {
  private static final Duration LEASE = Duration.ofDays(100_000);
  private static final int MOST_LOOKS = 20_000;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Json json = new Json();
  private final MemoryStore store = MemoryStore.empty(clock, json, null);
  private final Events events =
      new Events(List.of(RandomFlow.WANTED, RandomFlow.SAID, RandomGraph.WANTED), json, clock);
  private final RandomGraph graph = new RandomGraph(this);
  private final RandomFlow flow = new RandomFlow(this::isRecorded, graph);
  private final Map<String, BoundFunction> functions = Map.of(
      RandomFlow.FUNCTION.id(),
      BoundFunction.of(RandomFlow.FUNCTION, flow, json).get(0),
      RandomGraph.FUNCTION.id(),
      BoundFunction.of(RandomGraph.FUNCTION, graph, json).get(0));
  private final Faults faults;
  private final Executor threads;

  Crew(List<Faults.Fault> deaths, Executor threads) {
    this.faults = new Faults(deaths);
    this.threads = threads;
    store
        .functions()
        .publish(List.of(
            stored(RandomFlow.FUNCTION.id(), RandomFlow.WANTED),
            stored(RandomGraph.FUNCTION.id(), RandomGraph.WANTED)));
  }

  private static StoredFunction stored(String id, EventDefinition<?> event) {
    return new StoredFunction(
        id,
        List.of(event.name()),
        null,
        List.of(),
        List.of(),
        false,
        List.of(),
        null,
        null,
        FunctionDescription.NONE);
  }

  MemoryStore store() {
    return store;
  }

  RandomFlow flow() {
    return flow;
  }

  RandomGraph graph() {
    return graph;
  }

  private boolean isRecorded(UUID run, String result) {
    return store.runs().steps(run).stream()
        .anyMatch(step -> Objects.equals(step.result(), "\"" + result + "\""));
  }

  @Override
  public Set<String> recorded(UUID run) {
    return store.runs().steps(run).stream()
        .filter(step -> step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED)
        .map(StepRecord::id)
        .collect(Collectors.toSet());
  }

  @Override
  public void say(RandomFlow.Said said, int seconds) {
    Event unused = append(events.of(said, said.key(), clock.now().plusSeconds(seconds)));
  }

  /** Starts a run of this flow. */
  UUID send(List<Op> operations) {
    return start(new RandomFlow.Wanted(flow.keep(operations)));
  }

  /** Starts a run of this graph. */
  UUID sendGraph(List<Vertex> vertices) {
    return start(new RandomGraph.Wanted(graph.keep(vertices)));
  }

  private UUID start(Record wanted) {
    Event event = append(events.of(wanted, null, null));
    return store.runs().startedBy(event.id()).get(0).id();
  }

  private Event append(Event event) {
    Matching matching = new Matching(store.functions().load(), json);
    store
        .events()
        .append(matching.match(event, clock.now(), Ids::next, id -> false))
        .join();
    return event;
  }

  /** What came of the runs of graphs. */
  List<GraphOutcome> graphs() {
    return store.runs().newest(RandomGraph.FUNCTION.id(), 10_000).stream()
        .map(run -> GraphOutcome.of(run, store.runs().steps(run.id())))
        .toList();
  }

  /** Works until nothing is left to do, and cancels the run after so many looks for something due; negative for never. */
  void work(UUID run, int cancelAfter) {
    int looks = 0;
    boolean more = true;
    while (more) {
      MemoryStore own = store.ofAnotherProcess();
      UUID worker = Ids.next();
      RunQueue queue = own.queue();
      queue.register(worker, "worker", functions.keySet(), LEASE);
      faults.begin();
      Engine engine = engine(own);
      while (more && !faults.isDead()) {
        if (looks++ == cancelAfter) {
          store.cancellations().cancel(run);
        }
        if (looks > MOST_LOOKS) {
          throw new AssertionError("there is no end to it: " + store.runs().reasons(run));
        }
        more = look(own, queue, worker, engine);
      }
      queue.leave(worker);
      more |= faults.isDead();
    }
  }

  private Engine engine(MemoryStore own) {
    Journal journal = own.journal();
    Journal dying = new Journal() {
      @Override
      public CompletableFuture<Recorded> record(StepWrite write) {
        return faults.write(() -> journal.record(write), unheard());
      }

      @Override
      public CompletableFuture<Recorded> end(RunEnd end) {
        return faults.write(() -> journal.end(end), unheard());
      }

      private CompletableFuture<Recorded> unheard() {
        return CompletableFuture.completedFuture(Recorded.NOT_HELD);
      }
    };
    return new Engine(
        json,
        events,
        new Inputs(json, false),
        new Engine.Ports(dying, own.waits(), own.transactions()),
        new Engine.Time(
            clock, (delay, action) -> () -> {}, RetryPolicy.DEFAULT, () -> Long.MIN_VALUE),
        new LoadedFunctions(own.functions(), json),
        threads);
  }

  /** Does what is due, or moves time to when something is; false if nothing is left. */
  private boolean look(MemoryStore own, RunQueue queue, UUID worker, Engine engine) {
    Matching matching = new Matching(own.functions().load(), json);
    Settled none = new Settled(0, Set.of(), false);
    Settled settled = faults.write(
        () -> own.deferredEvents()
            .settle(
                clock.now(),
                10,
                matching.version(),
                (event, effects) -> matching.matchDeferred(event, effects, Ids::next)),
        none);
    List<ClaimedRun> claimed =
        faults.write(() -> queue.claim(worker, functions.keySet(), 2, clock.now()), List.of());
    engine.functions().reload();
    claimed.forEach(run -> execute(run, engine));
    if (settled.events() > 0 || !claimed.isEmpty() || faults.isDead()) {
      return true;
    }
    Instant next = nextDue(Objects.requireNonNull(queue.beat(worker, LEASE, false)));
    if (next != null && next.isAfter(clock.now())) {
      clock.set(next);
    }
    return next != null;
  }

  private void execute(ClaimedRun run, Engine engine) {
    BoundFunction function = Objects.requireNonNull(functions.get(run.functionId()));
    new RunExecution(run, function, engine).execute().join();
  }

  private static @Nullable Instant nextDue(RunQueue.Beat beat) {
    return Stream.of(beat.nextDue(), beat.nextDeferred())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
