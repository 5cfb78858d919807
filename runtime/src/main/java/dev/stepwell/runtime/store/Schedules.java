package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Schedule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The crons that start runs. Each method is one transaction. */
public interface Schedules {
  /** Replaces the crons of these functions. A known one keeps its next tick. */
  void publish(Collection<String> functionIds, List<Schedule> schedules);

  /**
   * Takes the crons of these functions that have ticked, stores the writes of each, and returns their number. Crons
   * that others are taking are skipped, and so are those whose writes cannot be determined: these stay due. A cron of a function without workers does not tick, because its run could not
   * execute.
   *
   * @param functionsVersion the version of the functions with which the ticker determines writes
   * @return empty if the functions have changed since: then no cron is taken
   */
  OptionalInt tick(Set<String> functionIds, Instant now, long functionsVersion, Ticker ticker);

  /** Determines the writes of a tick. */
  @FunctionalInterface
  interface Ticker {
    /** The writes of a due cron, and its next tick; null if they cannot be determined now. */
    @Nullable
    Ticked tick(Schedule schedule, Instant now);
  }

  /**
   * The writes of a tick.
   *
   * @param dispatch the event of the tick, with the run that it starts; null if it starts none
   * @param next the next tick
   */
  record Ticked(@Nullable Dispatch dispatch, Instant next) {}
}
