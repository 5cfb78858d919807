package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.List;

/** Determines the effects of schedules' ticks. After downtime only the latest missed tick of a schedule runs. */
public final class Ticks {
  /** What the ids of these events begin with. Those of a function's ticks begin with its id, which contains no such character. */
  private static final String SCHEDULE = "@";

  private final Events events;
  private final KnownFunctions functions;

  /** Creates events with {@code events}, and matches them with these functions. */
  public Ticks(Events events, KnownFunctions functions) {
    this.events = events;
    this.functions = functions;
  }

  /** The effect of a tick of a function's cron, with these functions: one run. */
  public Schedules.Ticked of(Schedule schedule, Instant now, Matching matching) {
    CronClock clock = new CronClock(schedule.expression(), schedule.timeZone());
    StoredEvent event = events.tick(schedule.functionId(), clock.lastSince(schedule.nextAt(), now));
    return new Schedules.Ticked(
        matching.tick(event, schedule.functionId(), Ids.next()), clock.next(now));
  }

  /** The effect of a tick of a schedule created at run time: an event, like that of any other send. */
  public EventSchedules.Ticked of(EventSchedule schedule, Instant now) {
    CronClock clock = new CronClock(schedule.cron(), schedule.timeZone());
    Instant tick = clock.lastSince(schedule.nextAt(), now);
    StoredEvent event = new StoredEvent(
        SCHEDULE + schedule.id() + "@" + tick, schedule.event(), schedule.data(), tick);
    Dispatch dispatch = new Dispatch(
        event,
        List.of(),
        List.of(),
        List.of(),
        functions.matching().version(),
        new Deferral(Effects.ALL, now));
    return new EventSchedules.Ticked(dispatch, clock.next(now));
  }
}
