package dev.stepwell.runtime.flows;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Functions that are in flight while their database is dumped. */
public class Backups {
  private final CountDownLatch gate;
  private final Queue<String> executed = new ConcurrentLinkedQueue<>();

  /** Steps wait for the gate. */
  public Backups(CountDownLatch gate) {
    this.gate = gate;
  }

  @Function(id = "backup-execute", event = "backups/execution.wanted")
  String execute(String key, Steps steps) throws InterruptedException {
    steps.run("before", () -> executed.add("before " + key));
    return pass(key);
  }

  @Function(id = "backup-sleep", event = "backups/sleep.wanted")
  String sleep(String key, Steps steps) throws InterruptedException {
    steps.sleep("night", Duration.ofHours(8));
    return pass(key);
  }

  @Function(id = "backup-wait", event = "backups/wait.wanted")
  String await(String key, Steps steps) {
    return steps
        .waitForEvent("approved", ApprovedCatalog.where().key(key), Duration.ofDays(30))
        .map(Approved::by)
        .orElse("nobody");
  }

  @Function(id = "backup-limited", event = "backups/limit.wanted")
  @Concurrency(limit = 1)
  String limited(String key) throws InterruptedException {
    return pass(key);
  }

  @Function(id = "backup-limited-step", event = "backups/limited-step.wanted")
  String limitedStep(String key, Steps steps) throws InterruptedException {
    steps.run("before", () -> executed.add("before " + key));
    return passAlone(key);
  }

  @Step
  String pass(String key) throws InterruptedException {
    executed.add(key);
    gate.await();
    return key;
  }

  @Step
  @Concurrency(limit = 1)
  String passAlone(String key) throws InterruptedException {
    executed.add(key);
    gate.await();
    return key;
  }

  /** The steps that have begun here. */
  public Queue<String> executed() {
    return executed;
  }
}
