package dev.stepwell.testing;

import dev.stepwell.EventMatch;
import dev.stepwell.FirstEvent;
import dev.stepwell.FunctionRef;
import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepDefinition;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The steps of a flow, with inline steps passed to their replacements. */
final class ReplacingSteps implements Steps {
  private final Steps steps;
  private final ReplacingExecutor executor;

  ReplacingSteps(Steps steps, ReplacingExecutor executor) {
    this.steps = steps;
    this.executor = executor;
  }

  @Override
  public <R> R run(String id, Class<R> type, Callable<? extends R> body) {
    return executor.<R>execute(StepDefinition.of(id, type), body);
  }

  @Override
  public void run(String id, Action body) {
    executor.<@Nullable Void>execute(StepDefinition.of(id, Void.class), () -> {
      body.run();
      return null;
    });
  }

  @Override
  public <R> R runInTransaction(String id, Class<R> type, Transaction<? extends R> body) {
    return executor.<R>executeInTransaction(StepDefinition.of(id, type), body);
  }

  /** Steps in a branch are replaced like those of the flow. */
  @Override
  public <T, R> List<R> forEach(
      Collection<? extends T> items, int parallelism, Body<? super T, ? extends R> body) {
    return steps.forEach(
        items, parallelism, item -> Durable.<R>callWith(executor, () -> body.run(item)));
  }

  /** Steps in a branch are replaced like those of the flow. */
  @Override
  public <R> List<R> race(
      String id, int winners, Collection<? extends Callable<? extends R>> branches) {
    List<Callable<R>> replaced = new ArrayList<>();
    for (Callable<? extends R> branch : branches) {
      replaced.add(() -> Durable.<R>callWith(executor, branch));
    }
    return steps.race(id, winners, replaced);
  }

  @Override
  public Connection connection() {
    return steps.connection();
  }

  @Override
  public void sleep(String id, Duration duration) {
    steps.sleep(id, duration);
  }

  @Override
  public void sleepUntil(String id, Instant time) {
    steps.sleepUntil(id, time);
  }

  @Override
  public <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout) {
    return steps.waitForEvent(id, match, timeout);
  }

  @Override
  public <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, Duration lookBack) {
    return steps.waitForEvent(id, match, timeout, lookBack);
  }

  @Override
  public <E extends Record> Optional<FirstEvent<E>> any(
      String id, List<? extends EventMatch<? extends E>> matches, Duration timeout) {
    return steps.any(id, matches, timeout);
  }

  @Override
  public <E extends Record> Optional<FirstEvent<E>> any(
      String id,
      List<? extends EventMatch<? extends E>> matches,
      Duration timeout,
      Duration lookBack) {
    return steps.any(id, matches, timeout, lookBack);
  }

  @Override
  public String send(String id, Record event) {
    return steps.send(id, event);
  }

  @Override
  public String send(String id, Record event, Instant time) {
    return steps.send(id, event, time);
  }

  @Override
  public List<String> sendAll(String id, Collection<? extends Record> events) {
    return steps.sendAll(id, events);
  }

  @Override
  public boolean withdraw(String id, String eventId) {
    return steps.withdraw(id, eventId);
  }

  @Override
  public <E extends Record, R> R invoke(String id, FunctionRef<E, R> function, E event) {
    return steps.invoke(id, function, event);
  }

  @Override
  public Instant now() {
    return steps.now();
  }

  @Override
  public UUID uuid() {
    return steps.uuid();
  }

  @Override
  public UUID runId() {
    return steps.runId();
  }

  @Override
  public String eventId() {
    return steps.eventId();
  }

  @Override
  public Map<String, String> headers() {
    return steps.headers();
  }

  @Override
  public int attempt() {
    return steps.attempt();
  }
}
