package dev.stepwell.runtime.client;

import dev.stepwell.InvalidTextException;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.CronClock;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Schedules that the application creates at run time, for example one per tenant.
 *
 * <p>At each tick a schedule sends its event, once for all processes, as if by {@code send}, so it starts all functions with
 * this event. It is stored in the database and outlives the process that created it. After downtime only the latest missed tick is sent.
 */
public final class ScheduledEvents {
  private static final int MAX_ID = 150;

  private final Json json;
  private final EventSchedules schedules;
  private final Events events;
  private final Clock clock;

  /** Uses this port. */
  public ScheduledEvents(EventSchedules schedules, Events events, Json json, Clock clock) {
    this.json = json;
    this.schedules = schedules;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Creates a schedule.
   *
   * @param id unique in the database, such as {@code "tenant-42/report"}; at most 150 characters
   * @param cron five fields: minute, hour, day of month, month, day of week, such as {@code "0 9 * * MON-FRI"}
   * @param event sent at each tick
   * @return false if a schedule of this id exists, without a change
   * @throws IllegalArgumentException if the id or the expression is not valid, or the expression never ticks
   * @throws InvalidEventException if the record is not a valid event
   */
  public boolean create(String id, String cron, ZoneId timeZone, Record event) {
    return schedules.create(schedule(id, cron, timeZone, event));
  }

  /**
   * Changes the event, the expression and the time zone of a schedule. It stays paused if it is.
   *
   * @return false if no schedule has this id
   * @throws IllegalArgumentException if the expression is not valid, or never ticks
   * @throws InvalidEventException if the record is not a valid event
   */
  public boolean change(String id, String cron, ZoneId timeZone, Record event) {
    return schedules.change(schedule(id, cron, timeZone, event));
  }

  /** Pauses a schedule: it sends nothing until it is resumed. Returns false if it is paused already or does not exist. */
  public boolean pause(String id) {
    return schedules.pause(id, clock.now());
  }

  /** Resumes a schedule from its next tick on; ticks during the pause are not sent. Returns false if it is not paused or does not exist. */
  public boolean resume(String id) {
    return schedules
        .find(id)
        .map(schedule -> schedules.resume(
            id, new CronClock(schedule.cron(), schedule.timeZone()).next(clock.now())))
        .orElse(false);
  }

  /** Deletes a schedule. Returns false if it does not exist. Events that it has sent, and their runs, remain. */
  public boolean delete(String id) {
    return schedules.delete(id);
  }

  /** The schedule of this id. */
  public Optional<EventSchedule> find(String id) {
    return schedules.find(id);
  }

  /**
   * Lists schedules by id, page by page.
   *
   * @param after the last id of the previous page; empty for the first page
   * @param max the maximum number
   * @throws InvalidTextException if {@code after} cannot be an id
   */
  public List<EventSchedule> list(String after, int max) {
    if (!after.isEmpty()) {
      Identifiers.checked("the schedule's id", after);
    }
    return schedules.list(after, max);
  }

  private EventSchedule schedule(String id, String cron, ZoneId timeZone, Record payload) {
    List<String> faults = Events.faultsOfId("the schedule's id", id, MAX_ID);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    StoredEvent event = events.of(payload, null, null);
    return new EventSchedule(
        id,
        event.name(),
        json.stored(event.data()),
        cron,
        timeZone.getId(),
        next(cron, timeZone),
        null);
  }

  private Instant next(String cron, ZoneId timeZone) {
    try {
      CronClock schedule = new CronClock(cron, timeZone.getId());
      Instant next = schedule.next(clock.now());
      if (next.equals(CronClock.NEVER)) {
        throw new IllegalArgumentException("the cron expression \"" + cron + "\" never ticks");
      }
      return next;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a valid time zone: " + timeZone, e);
    }
  }
}
