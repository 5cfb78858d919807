package dev.stepwell.runtime.flows;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.RetryAfterException;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Functions whose steps have limits of their own, and count how many of them execute at once. */
public class Quotas {
  private final Map<String, AtomicInteger> executing = new ConcurrentHashMap<>();
  private final Map<String, Integer> highest = new ConcurrentHashMap<>();
  private final Queue<Instant> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @Function(id = "quota", event = "quota/wanted")
  int quota(String tenant, int branches, long millis, Steps steps) throws InterruptedException {
    free(millis);
    ask(tenant, millis);
    steps.forEach(IntStream.range(0, branches).boxed().toList(), i -> ask(tenant, millis));
    steps.sleep("rest", Duration.ofMillis(millis));
    return search(tenant, millis);
  }

  @Function(id = "quota-store", event = "quota/stored")
  int store(String tenant, long millis, Steps steps) throws Exception {
    return write(tenant, millis, steps.connection());
  }

  @Function(id = "quota-call", event = "quota/called")
  void called(int count, Steps steps) {
    for (int i = 0; i < count; i++) {
      call();
    }
  }

  /** Has no limit. */
  @Step
  int free(long millis) throws InterruptedException {
    Thread.sleep(millis);
    return 1;
  }

  @Step
  @Concurrency(limit = 2, key = "tenant")
  @Concurrency(limit = 3, scope = "provider")
  int ask(String tenant, long millis) throws InterruptedException {
    return hold(List.of("ask " + tenant, "provider"), millis);
  }

  @Step
  @Concurrency(limit = 3, scope = "provider")
  int search(String tenant, long millis) throws InterruptedException {
    return hold(List.of("provider"), millis);
  }

  @Step(transactional = true)
  @Concurrency(limit = 1)
  int write(String tenant, long millis, Connection connection) throws InterruptedException {
    return hold(List.of("write"), millis);
  }

  @Step
  @Throttle(limit = 100, period = "1s", scope = "provider")
  void call() {
    calls.add(Instant.now());
    if (refusals.getAndDecrement() > 0) {
      throw new RetryAfterException("busy", Duration.ofSeconds(2));
    }
  }

  @Function(id = "quota-hold", event = "quota/held")
  void held(int branches, Steps steps) {
    steps.forEach(IntStream.range(0, branches).boxed().toList(), i -> passGate());
  }

  @Step
  @Concurrency(limit = 1)
  int passGate() throws InterruptedException {
    gate.await();
    return 1;
  }

  /** A branch that loses while its step, which has a limit, is about to be recorded. */
  @Function(id = "quota-race", event = "quota/raced")
  String raced(String tenant, Steps steps) {
    String won = steps.race(
        "first",
        List.of(
            () -> slow(tenant),
            () -> steps.run("quick", String.class, () -> {
              entered.await();
              return tenant;
            })));
    return steps.run("after", String.class, () -> {
      end.await();
      return won;
    });
  }

  @Step
  @Concurrency(limit = 1)
  String slow(String tenant) {
    return "slow " + tenant;
  }

  /** Lets the other branch of a race win, and returns when the steps of held runs may pass, whatever interrupts it. */
  public void lose() {
    entered.countDown();
    boolean passed = false;
    while (!passed) {
      try {
        gate.await();
        passed = true;
      } catch (InterruptedException e) {
        Thread.interrupted();
      }
    }
  }

  /** Lets the runs of races end. */
  public void end() {
    end.countDown();
  }

  /** Lets the steps of held runs pass. */
  public void open() {
    gate.countDown();
  }

  private int hold(List<String> names, long millis) throws InterruptedException {
    List<AtomicInteger> entered = names.stream().map(this::enter).toList();
    try {
      Thread.sleep(millis);
    } finally {
      entered.forEach(AtomicInteger::decrementAndGet);
    }
    return 1;
  }

  private AtomicInteger enter(String name) {
    AtomicInteger count = executing.computeIfAbsent(name, any -> new AtomicInteger());
    highest.merge(name, count.incrementAndGet(), Math::max);
    return count;
  }

  /** Has the next calls refused. */
  public void refuse(int count) {
    refusals.set(count);
  }

  /** How many steps have executed at once at most, by name. */
  public Map<String, Integer> highest() {
    return Map.copyOf(highest);
  }

  /** When the provider was called. */
  public List<Instant> calls() {
    return calls.stream().sorted().toList();
  }
}
