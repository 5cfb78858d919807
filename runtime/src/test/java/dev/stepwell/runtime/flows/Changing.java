package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;

/** A function whose code changes while its runs are in flight. */
public class Changing {
  private final Probe probe;
  private final Code code;

  /** One version of the code. */
  public enum Code {
    /** What the runs begin with. */
    FIRST,
    /** A step was added before the others. */
    ADDED,
    /** The first step was removed. */
    REMOVED,
    /** The steps change places. */
    REORDERED,
    /** The first step has another id. */
    RENAMED,
    /** The first step is a sleep now. */
    OF_ANOTHER_KIND,
    /** The first step returns a number now. */
    OF_ANOTHER_TYPE,
    /** The first step stands in a parallel section now. */
    IN_A_SECTION
  }

  /** Runs this version. */
  public Changing(Probe probe, Code code) {
    this.probe = probe;
    this.code = code;
  }

  @Function(id = "changing", event = "changing/wanted")
  String change(String key, Steps steps) {
    String before = switch (code) {
      case FIRST, REORDERED -> step(key, "a", steps);
      case ADDED -> step(key, "new", steps) + step(key, "a", steps);
      case REMOVED -> "";
      case RENAMED -> step(key, "other", steps);
      case OF_ANOTHER_KIND -> {
        steps.sleep("a", Duration.ofMillis(1));
        yield "slept";
      }
      case OF_ANOTHER_TYPE -> "number " + steps.run("a", Integer.class, () -> 7);
      case IN_A_SECTION ->
        steps.forEach(List.of("x", "y"), item -> step(key, "a", steps)).toString();
    };
    String second = code == Code.REORDERED ? "" : step(key, "b", steps);
    steps.waitForEvent("release", ApprovedCatalog.where().key(key), Duration.ofMinutes(10));
    return before
        + second
        + (code == Code.REORDERED ? step(key, "b", steps) : "")
        + step(key, "c", steps);
  }

  private String step(String key, String id, Steps steps) {
    return steps.run(id, String.class, () -> {
      probe.called(key, id);
      return id;
    });
  }
}
