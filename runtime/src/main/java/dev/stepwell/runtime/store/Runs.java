package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of runs and events. */
public interface Runs {
  /** The run, if there is one. */
  Optional<Run> run(UUID runId);

  /** The run's steps, in the order in which they started. */
  List<StepRecord> steps(UUID runId);

  /** The run's failed attempts, in the order in which they started. */
  List<FailedAttempt> failedAttempts(UUID runId);

  /** The event, if there is one. */
  Optional<Event> event(String eventId);

  /** The runs that the event started, by function id. */
  List<Run> startedBy(String eventId);

  /** The newest runs first, at most {@code most}; of one function if its id is given. */
  List<Run> newest(@Nullable String functionId, int most);
}
