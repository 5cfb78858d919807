package dev.stepwell.testing.property;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.testing.contract.Given;
import dev.stepwell.testing.memory.MemoryStore;
import dev.stepwell.testing.memory.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What outlives all workers: the store, its time, the code of the functions, and the senders. */
final class World {
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

  World() {
    store
        .functions()
        .publish(List.of(
            Given.function(RandomFlow.FUNCTION.id(), RandomFlow.WANTED.name()),
            Given.function(RandomGraph.FUNCTION.id(), RandomGraph.WANTED.name())));
  }

  SettableClock clock() {
    return clock;
  }

  Json json() {
    return json;
  }

  Events events() {
    return events;
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

  /** The runnable functions by id. */
  Map<String, BoundFunction> functions() {
    return functions;
  }

  private boolean isRecorded(UUID run, String result) {
    return store.runs().steps(run).stream()
        .anyMatch(step -> Objects.equals(step.result(), "\"" + result + "\""));
  }

  /** The ids of the run's steps with recorded outcomes. */
  Set<String> recorded(UUID run) {
    return store.runs().steps(run).stream()
        .filter(step -> step.status() == StepStatus.COMPLETED || step.status() == StepStatus.FAILED)
        .map(StepRecord::id)
        .collect(Collectors.toSet());
  }

  /** Sends an event this many seconds later, once. */
  void say(RandomFlow.Said said, int seconds) {
    StoredEvent unused = append(events.of(said, said.key(), clock.now().plusSeconds(seconds)));
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
    StoredEvent event = append(events.of(wanted, null, null));
    return store.runs().startedBy(event.id()).get(0).id();
  }

  /** Stores an event, matched with the current functions, which a wait of a new shape may change meanwhile. */
  private StoredEvent append(StoredEvent event) {
    Accepted accepted;
    do {
      Matching matching = new Matching(store.functions().load(), json);
      accepted =
          store.events().append(matching.match(event, clock.now(), Ids::next)).join();
    } while (accepted instanceof Accepted.FunctionsChanged);
    return event;
  }

  /** The outcomes of the runs of graphs. */
  List<GraphOutcome> graphs() {
    return store.runs().newest(RandomGraph.FUNCTION.id(), 10_000).stream()
        .map(run -> GraphOutcome.of(run, store.runs().steps(run.id())))
        .toList();
  }
}
