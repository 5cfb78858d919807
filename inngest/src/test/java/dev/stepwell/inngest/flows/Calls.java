package dev.stepwell.inngest.flows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The calls of the tests' steps. */
public final class Calls {
  private final List<String> made = new CopyOnWriteArrayList<>();

  /** Records a call, and returns how often it was made so far. */
  public int note(String call) {
    made.add(call);
    return (int) made.stream().filter(call::equals).count();
  }

  /** All calls, in order. */
  public List<String> made() {
    return List.copyOf(made);
  }
}
