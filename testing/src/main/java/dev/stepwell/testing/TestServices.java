package dev.stepwell.testing;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.time.Clock;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * What {@link TestRun} needs to read runs.
 *
 * @param runs the stored runs
 * @param registered the functions
 * @param json the codec of results
 * @param clock the time
 */
record TestServices(Runs runs, Registered registered, Json json, Clock clock) {
  Run run(UUID runId) {
    return runs.run(runId)
        .orElseThrow(() -> new NoSuchElementException("there is no run " + runId));
  }

  Instant now() {
    return clock.now();
  }

  /** Describes a run. */
  String story(UUID runId) {
    return new Story(this).of(runId);
  }
}
