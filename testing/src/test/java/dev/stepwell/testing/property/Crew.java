package dev.stepwell.testing.property;

import dev.stepwell.runtime.client.LoadedFunctions;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.DeferredEvents.Settled;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.testing.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workers that follow each other in one world; each dies at its time, and the last one lives. */
final class Crew {
  private static final Duration LEASE = Duration.ofDays(100_000);
  private static final int MAX_LOOKS = 20_000;

  private final World world;
  private final FaultPlan faults;
  private final Executor threads;

  Crew(World world, List<FaultPlan.Fault> deaths, Executor threads) {
    this.world = world;
    this.faults = new FaultPlan(deaths);
    this.threads = threads;
  }

  /** Works until nothing is due, and cancels the run after this many polls; negative for never. */
  void work(UUID run, int cancelAfter) {
    int looks = 0;
    boolean more = true;
    while (more) {
      MemoryStore own = world.store().ofAnotherProcess();
      UUID worker = Ids.next();
      RunQueue queue = own.queue();
      queue.register(worker, "worker", functions(), LEASE);
      faults.begin();
      Engine engine = engine(own);
      while (more && !faults.isDead()) {
        if (looks++ == cancelAfter) {
          world.store().cancellations().cancel(run);
        }
        if (looks > MAX_LOOKS) {
          throw new AssertionError(
              "there is no end to it: " + world.store().runs().reasons(run));
        }
        more = look(own, queue, worker, engine);
      }
      queue.leave(worker);
      more |= faults.isDead();
    }
  }

  private Set<String> functions() {
    return world.functions().keySet();
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
        world.json(),
        world.events(),
        new Inputs(world.json(), false),
        MiddlewareChain.NONE,
        new Engine.Ports(dying, own.waits(), own.transactions(), own.deferredEvents(), own.slots()),
        new Engine.Time(
            world.clock(), (delay, action) -> () -> {}, RetryPolicy.DEFAULT, () -> Long.MIN_VALUE),
        new LoadedFunctions(own.functions(), world.json()),
        threads);
  }

  /** Executes what is due, or advances time to the next due moment. Returns false if there is none. */
  private boolean look(MemoryStore own, RunQueue queue, UUID worker, Engine engine) {
    Matching matching = new Matching(own.functions().load(), world.json());
    Settled none = Settled.NONE;
    Settled settled = faults.write(
        () -> own.deferredEvents()
            .settle(
                world.clock().now(),
                10,
                matching.version(),
                (event, effects) -> matching.matchDeferred(event, effects, Ids::next)),
        none);
    List<ClaimedRun> claimed = faults.write(
        () -> queue.claim(worker, functions(), 2, Long.MAX_VALUE, world.clock().now()), List.of());
    engine.functions().reload();
    claimed.forEach(run -> execute(run, engine));
    if (settled.events() > 0 || !claimed.isEmpty() || faults.isDead()) {
      return true;
    }
    Instant next = nextDue(Objects.requireNonNull(queue.beat(worker, LEASE)));
    if (next != null && next.isAfter(world.clock().now())) {
      world.clock().set(next);
    }
    return next != null;
  }

  private void execute(ClaimedRun run, Engine engine) {
    BoundFunction function = Objects.requireNonNull(world.functions().get(run.functionId()));
    new RunExecution(run, function, engine).execute().join();
  }

  private static @Nullable Instant nextDue(RunQueue.Beat beat) {
    return Stream.of(beat.nextDue(), beat.nextDeferred())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
