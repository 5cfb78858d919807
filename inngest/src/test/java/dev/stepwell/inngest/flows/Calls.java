package dev.stepwell.inngest.flows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What steps of the tests have done. */
public final class Calls {
  private final List<String> made = new CopyOnWriteArrayList<>();

  /** Notes a call; returns how often this one was made by now. */
  public int note(String call) {
    made.add(call);
    return (int) made.stream().filter(call::equals).count();
  }

  /** All calls, in their order. */
  public List<String> made() {
    return List.copyOf(made);
  }
}
