package dev.stepwell.testing;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds runs, or reports what exists instead. */
final class TestRuns {
  private static final int MAX_TOLD = 20;

  private final TestServices services;

  TestRuns(TestServices services) {
    this.services = services;
  }

  /** The only run that the event has started at the time of the access. */
  TestRun startedBy(String eventId) {
    return new TestRun(() -> idOfRunStartedBy(eventId), services);
  }

  private UUID idOfRunStartedBy(String eventId) {
    StoredEvent event = services.runs().event(eventId).orElseThrow();
    List<Run> runs = services.runs().startedBy(eventId).stream()
        .filter(run -> run.rerunOf() == null)
        .toList();
    if (runs.size() == 1) {
      return runs.get(0).id();
    }
    String what = "the event " + event.name() + " " + event.data() + " has started ";
    if (runs.size() > 1) {
      throw new AssertionError(what + "several runs: select one by its function,"
          + " stepwell.run(Functions.…), or get all by stepwell.runs()" + told(runs));
    } else if (event.time().isAfter(services.now())) {
      throw new AssertionError(what + "no run yet: the time is " + services.now()
          + ", but the event takes effect at " + event.time());
    }
    throw new AssertionError(what + "no run: " + services.registered().startedBy(event.name()));
  }

  /** The runs of a function, or all, in order of creation. */
  List<TestRun> of(@Nullable String functionId) {
    List<TestRun> runs = new ArrayList<>();
    services.runs().newest(functionId, Integer.MAX_VALUE).forEach(run -> runs.add(run(run.id())));
    Collections.reverse(runs);
    return runs;
  }

  /** The latest run of the function. */
  TestRun last(String functionId) {
    List<Run> runs = services.runs().newest(functionId, 1);
    if (runs.isEmpty()) {
      List<Run> others = services.runs().newest(null, MAX_TOLD);
      throw new AssertionError("there is no run of " + functionId + ", and "
          + (others.isEmpty() ? "no other run either" : "these are the latest:" + told(others)));
    }
    return run(runs.get(0).id());
  }

  TestRun run(UUID id) {
    return new TestRun(() -> id, services);
  }

  private String told(List<Run> runs) {
    StringBuilder stories = new StringBuilder();
    runs.forEach(run -> stories.append('\n').append(services.story(run.id())));
    return stories.toString();
  }
}
