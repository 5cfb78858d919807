package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schedules created at run time. Each method is one transaction. */
public interface EventSchedules {
  /** Stores a new schedule; returns false, and changes nothing, if one of its id exists. */
  boolean create(EventSchedule schedule);

  /** Replaces the event, the expression and the next tick of a schedule; returns false if none has its id. It stays paused if it is. */
  boolean change(EventSchedule schedule);

  /** Pauses a schedule; returns false if it is paused already or does not exist. */
  boolean pause(String id, Instant at);

  /** Resumes a schedule, which ticks next at this time; returns false if it is not paused or does not exist. */
  boolean resume(String id, Instant nextAt);

  /** Deletes a schedule; returns false if it does not exist. Events that it has sent stay. */
  boolean delete(String id);

  /** The schedule of this id. */
  Optional<EventSchedule> find(String id);

  /** The first {@code max} schedules after this id, sorted by id; from the first if it is empty. */
  List<EventSchedule> list(String after, int max);

  /**
   * Takes due schedules, and stores the event and the next tick of each. Those whose tick cannot be determined stay due.
   *
   * @return the number of schedules that ticked, without those that another process is taking
   */
  int tick(Instant now, Ticker ticker);

  /** Determines the writes of a tick. */
  @FunctionalInterface
  interface Ticker {
    /** The writes of a due schedule, and its next tick; null if they cannot be determined now. */
    @Nullable
    Ticked tick(EventSchedule schedule, Instant now);
  }

  /**
   * The writes of a tick.
   *
   * @param dispatch the event of the tick
   * @param next the next tick
   */
  record Ticked(Dispatch dispatch, Instant next) {}
}
