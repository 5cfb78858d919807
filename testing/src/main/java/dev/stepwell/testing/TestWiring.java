package dev.stepwell.testing;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.client.Rerunner;
import dev.stepwell.runtime.client.ScheduledEvents;
import dev.stepwell.runtime.codec.CatalogTypes;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.engine.Tally;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.Timers;
import dev.stepwell.testing.memory.MemoryStore;
import dev.stepwell.testing.memory.SettableClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The services of the runtime, wired for a test. */
final class TestWiring {
  /** The middle of the range of the random delay. */
  private static final RandomGenerator NO_CHANCE = () -> Long.MIN_VALUE;

  /** No time passes in a step, so no step times out. */
  private static final Timers NO_TIMERS = (delay, action) -> () -> {};

  private final Json json;
  private final Replacements replacements = new Replacements();
  private final Map<String, BoundFunction> functions = new HashMap<>();
  private final MiddlewareChain middleware;
  private final boolean hasDatabase;
  private final MemoryStore store;
  private final Events events;
  private final Client client;
  private final Rerunner rerunner;
  private final ScheduledEvents schedules;
  private final ManualWorker worker;
  private final TestServices services;

  TestWiring(TestStepwellBuilder builder) {
    this.json = new Json(builder.mapping, builder.codec);
    SettableClock clock = new SettableClock(builder.start);
    List<Class<?>> types =
        builder.objects.stream().<Class<?>>map(Object::getClass).toList();
    Catalogs catalogs = Catalogs.of(types);
    json.prepare(CatalogTypes.of(catalogs.functions(), catalogs.events()));
    this.middleware = MiddlewareChain.of(builder.middleware);
    this.hasDatabase = builder.dataSource != null || builder.transactions != null;
    this.store = MemoryStore.empty(clock, json, builder.dataSource);
    this.events = new Events(catalogs, json, clock);
    catalogs
        .bind(builder.objects, json)
        .forEach((id, function) -> functions.put(id, replacing(function)));
    store.functions().publish(catalogs.stored(types));
    CurrentFunctions known = new CurrentFunctions(store.functions(), json);
    store
        .schedules()
        .publish(catalogs.ids(types), catalogs.schedules(types, known.matching(), clock.now()));
    this.client = new Client(store.events(), known, store.cancellations(), clock, Runnable::run);
    this.schedules = new ScheduledEvents(store.eventSchedules(), events, json, clock);
    this.rerunner = new Rerunner(store.runs(), store.reruns(), known);
    Engine engine = new Engine(
        json,
        events,
        new Inputs(json, false),
        middleware,
        new Engine.Ports(
            store.journal(),
            store.waits(),
            store.transactions(builder.transactions),
            store.deferredEvents(),
            store.slots()),
        new Engine.Time(clock, NO_TIMERS, builder.retryPolicy, NO_CHANCE),
        known,
        Runnable::run);
    this.worker = new ManualWorker(store, clock, engine, functions);
    this.services =
        new TestServices(store.runs(), new Registered(catalogs, builder.objects), json, clock);
  }

  /** The function with its steps passed to their replacements. */
  private BoundFunction replacing(BoundFunction function) {
    return withCall(function, (data, steps) -> {
      StepExecutor run = Objects.requireNonNull(Durable.executor(), "executor");
      ReplacingExecutor executor = new ReplacingExecutor(run, steps, replacements, hasDatabase);
      return Durable.<@Nullable Object>callWith(
          executor, () -> function.call().run(data, new ReplacingSteps(steps, executor)));
    });
  }

  private static BoundFunction withCall(BoundFunction function, BoundFunction.Call call) {
    return new BoundFunction(
        function.id(),
        function.retries(),
        function.backoff(),
        function.startTimeout(),
        function.finishTimeout(),
        function.resultType(),
        function.cancellable(),
        call,
        function.tally());
  }

  /** Replaces the function for runs that invoke it, whether it is registered or not. */
  <E extends Record, R> void replace(
      FunctionDefinition<?, E, R> function, FunctionReplacement<E, R> replacement) {
    Class<E> type = function.event().type();
    functions.put(
        function.id(),
        new BoundFunction(
            function.id(),
            function.retries(),
            function.backoff(),
            null,
            null,
            function.resultType(),
            !function.cancelOn().isEmpty(),
            (data, steps) -> replacement.answer(
                Objects.requireNonNull(type.cast(json.decode(data.get(0), type)))),
            new Tally()));
    worker.register();
  }

  Replacements replacements() {
    return replacements;
  }

  MemoryStore store() {
    return store;
  }

  Events events() {
    return events;
  }

  /** Sends one event through the middleware. */
  Sent send(StoredEvent event) {
    return send(List.of(event)).get(0);
  }

  /** Sends events through the middleware. */
  List<Sent> send(List<StoredEvent> all) {
    Middleware.Sending last = changed -> events.changed(all, changed).stream()
        .map(event -> client.send(event).join())
        .toList();
    return middleware.send(new SendInfo(all, null, null), last);
  }

  Client client() {
    return client;
  }

  Rerunner rerunner() {
    return rerunner;
  }

  ScheduledEvents schedules() {
    return schedules;
  }

  ManualWorker worker() {
    return worker;
  }

  TestServices services() {
    return services;
  }
}
