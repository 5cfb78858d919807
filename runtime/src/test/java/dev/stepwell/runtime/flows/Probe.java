package dev.stepwell.runtime.flows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Records what flows report, and makes them wait for tests. */
public class Probe {
  private final Map<String, List<String>> calls = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  /** Notes a call. */
  public void called(String key, String what) {
    calls
        .computeIfAbsent(key, k -> Collections.synchronizedList(new ArrayList<>()))
        .add(what);
  }

  /** What was called under this key, in order. */
  public List<String> calls(String key) {
    List<String> noted = calls.getOrDefault(key, List.of());
    synchronized (noted) {
      return List.copyOf(noted);
    }
  }

  /** How often this was called. */
  public long count(String key, String what) {
    return calls(key).stream().filter(what::equals).count();
  }

  /** Blocks until the gate is opened. */
  public void passGate(String gate) throws InterruptedException {
    if (!gate(gate).await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("gate " + gate + " stayed closed");
    }
  }

  /** Opens a gate. */
  public void openGate(String gate) {
    gate(gate).countDown();
  }

  private CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, n -> new CountDownLatch(1));
  }
}
