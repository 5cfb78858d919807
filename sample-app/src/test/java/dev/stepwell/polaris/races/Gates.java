package dev.stepwell.polaris.races;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Gates that keep steps executing until a test opens them. */
public final class Gates {
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  /** Waits until the gate is open. */
  void pass(String name) throws InterruptedException {
    gate(name).await();
  }

  /** Opens the gate, now and for later steps. */
  public void open(String name) {
    gate(name).countDown();
  }

  private CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, key -> new CountDownLatch(1));
  }
}
