package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;

/** Runs of large events, and runs that are many. */
public class Burdens {
  /** Long enough for a worker that takes too many to hold them all at once. */
  private static final long MILLIS = 100;

  @Function(id = "large-burden", event = "burdens/large.wanted")
  int large(String text, Steps steps) {
    return steps.run("weigh", Integer.class, () -> {
      Thread.sleep(MILLIS);
      return text.length();
    });
  }

  @Function(id = "small-burden", event = "burdens/small.wanted")
  int small(int number) {
    return number;
  }
}
