package dev.stepwell.runtime.engine;

import dev.stepwell.EventMatch;
import dev.stepwell.FirstEvent;
import dev.stepwell.FunctionRef;
import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.codec.Json.RoundTrip;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.TimeRange;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The {@code Steps} of a flow; passes each operation to its implementation. */
final class RunSession implements Steps {
  private static final Connection NO_CONNECTION = (Connection) Proxy.newProxyInstance(
      Connection.class.getClassLoader(),
      new Class<?>[] {Connection.class},
      (self, method, args) -> {
        throw new IllegalStateException("this is a placeholder for the connection of a"
            + " transactional step: pass it to the step, which gets the real connection");
      });

  private final RunState state;
  private final StepAttempts attempts;
  private final Sleeps sleeps;
  private final EventWaits eventWaits;
  private final Invokes invokes;
  private final Sends sends;
  private final Races races;

  RunSession(RunState state) {
    this.state = state;
    this.attempts = new StepAttempts(state);
    this.sleeps = new Sleeps(state);
    this.eventWaits = new EventWaits(state);
    this.invokes = new Invokes(state);
    this.sends = new Sends(state);
    this.races = new Races(state, attempts);
  }

  /** Calls the user's method on this thread. */
  RoundTrip call() throws Exception {
    MiddlewareChain all = state.engine().middleware();
    CheckedResult<@Nullable Object> checked =
        new CheckedResult<>(state.engine().json(), state.function().resultType(), !all.isEmpty());
    Object output = Frame.<@Nullable Object>call(
        state,
        state.flow(),
        () -> all.isEmpty()
            ? flow(state.run().event())
            : all.run(
                state.info(),
                event -> checked.of(() -> all.branch(state.info(), () -> flow(changed(event))))));
    return checked.after(output);
  }

  private @Nullable Object flow(StoredEvent event) throws Exception {
    return Durable.<@Nullable Object>callWith(
        attempts, () -> state.function().call().run(data(event), this));
  }

  /** The event, whose secrets are masked too if middleware has changed it. */
  private StoredEvent changed(StoredEvent event) {
    if (!event.data().equals(state.info().event().data())) {
      state.secrets().add(event);
    }
    return event;
  }

  /** The payloads of the run's events, the first of which middleware may have changed. */
  private List<String> data(StoredEvent event) {
    List<String> data = new ArrayList<>();
    state.run().events().forEach(one -> data.add(one.data()));
    data.set(0, event.data());
    return data;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> R run(String id, Class<R> type, Callable<? extends R> body) {
    return attempts.<R>execute(StepDefinition.of(id, type), body);
  }

  @Override
  public void run(String id, Action body) {
    attempts.<@Nullable Void>execute(StepDefinition.of(id, Void.class), () -> {
      body.run();
      return null;
    });
  }

  @Override
  public <R> R runInTransaction(String id, Class<R> type, Transaction<? extends R> body) {
    return attempts.<R>executeInTransaction(StepDefinition.of(id, type), body);
  }

  @Override
  public Connection connection() {
    return NO_CONNECTION;
  }

  @Override
  public void sleep(String id, Duration duration) {
    sleeps.sleep(
        id, start -> TimeRange.after(start, duration.isNegative() ? Duration.ZERO : duration));
  }

  @Override
  public void sleepUntil(String id, Instant time) {
    sleeps.sleep(id, start -> TimeRange.clamp(time));
  }

  @Override
  public <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout) {
    return eventWaits.waitForEvent(id, match, timeout, null);
  }

  @Override
  public <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, Duration lookBack) {
    return eventWaits.waitForEvent(id, match, timeout, Objects.requireNonNull(lookBack));
  }

  @Override
  public <E extends Record> Optional<FirstEvent<E>> any(
      String id, List<? extends EventMatch<? extends E>> matches, Duration timeout) {
    return eventWaits.any(id, List.copyOf(matches), timeout, null);
  }

  @Override
  public <E extends Record> Optional<FirstEvent<E>> any(
      String id,
      List<? extends EventMatch<? extends E>> matches,
      Duration timeout,
      Duration lookBack) {
    return eventWaits.any(id, List.copyOf(matches), timeout, Objects.requireNonNull(lookBack));
  }

  @Override
  public String send(String id, Record event) {
    return sends.send(id, List.of(event), null).get(0);
  }

  @Override
  public String send(String id, Record event, Instant time) {
    return sends.send(id, List.of(event), time).get(0);
  }

  @Override
  public List<String> sendAll(String id, Collection<? extends Record> events) {
    return sends.send(id, events, null);
  }

  @Override
  public boolean withdraw(String id, String eventId) {
    return sends.withdraw(id, eventId);
  }

  @Override
  public <E extends Record, R> R invoke(String id, FunctionRef<E, R> function, E event) {
    return invokes.invoke(id, function, event);
  }

  @Override
  public <T, R> List<R> forEach(
      Collection<? extends T> items, int parallelism, Steps.Body<? super T, ? extends R> body) {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "the parallelism of a parallel section must be at least 1, but is " + parallelism);
    }
    Branch branch = state.enter();
    state.awaitRecorded(branch);
    ParallelSection<T, R> section = new ParallelSection<>(state, attempts, branch, items, body);
    List<R> results = section.run(state.engine().threads(), parallelism);
    if (branch.hasLeft()) {
      throw branch.leave();
    }
    section.throwFirstFailure();
    return results;
  }

  @Override
  public <R> List<R> race(
      String id, int winners, Collection<? extends Callable<? extends R>> branches) {
    return races.race(id, winners, branches);
  }

  @Override
  public Instant now() {
    return run("now", Instant.class, state::now);
  }

  @Override
  public UUID uuid() {
    String name = state.run().id() + "/" + state.enter().number("uuid");
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public UUID runId() {
    return state.run().id();
  }

  @Override
  public String eventId() {
    return state.run().event().id();
  }

  @Override
  public Map<String, String> headers() {
    return state.run().event().headers();
  }

  @Override
  public int attempt() {
    return Frame.attempt();
  }
}
