package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.RunEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the ways in which a run leaves its worker read as columns. */
final class EndColumns {
  private EndColumns() {}

  static @Nullable Instant dueAt(RunEnd end) {
    return end instanceof RunEnd.Parked parked ? parked.until() : null;
  }

  static @Nullable String output(RunEnd end) {
    return end instanceof RunEnd.Completed completed ? completed.output() : null;
  }

  static @Nullable ErrorInfo error(RunEnd end) {
    return end instanceof RunEnd.Failed failed ? failed.error() : null;
  }

  static @Nullable String cancelledBy(RunEnd end) {
    return end instanceof RunEnd.Cancelled cancelled ? cancelled.by() : null;
  }

  /** Whether events may be looking for the run that are not to find it any more. */
  static boolean listens(RunEnd end) {
    if (end instanceof RunEnd.Completed completed) {
      return completed.listens();
    } else if (end instanceof RunEnd.Failed failed) {
      return failed.listens();
    }
    return end instanceof RunEnd.Cancelled;
  }
}
