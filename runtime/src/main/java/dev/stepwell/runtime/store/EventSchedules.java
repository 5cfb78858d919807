package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedules that were created at run time. Each method is one transaction. */
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

  /** The first {@code max} schedules whose ids come after this one, in the order of their ids; from the first if it is empty. */
  List<EventSchedule> list(String after, int max);

  /**
   * Takes schedules that are due, stores the event of each and when it ticks next.
   *
   * @return how many there were; those that another process is taking are not counted
   */
  int tick(Instant now, Ticker ticker);

  /** Decides what a tick stores. */
  @FunctionalInterface
  interface Ticker {
    /** What a schedule that was due stores by now, and when it is due next. */
    Ticked tick(EventSchedule schedule, Instant now);
  }

  /**
   * What a tick stores.
   *
   * @param dispatch the event of the tick
   * @param next when the schedule ticks next
   */
  record Ticked(Dispatch dispatch, Instant next) {}
}
