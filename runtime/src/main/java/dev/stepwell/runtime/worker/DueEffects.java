package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.engine.Ticks;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.runtime.time.LogLimiter;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the effects of due events and schedules, each independently.
 *
 * <p>A process may be unable to determine some, for example without the codec, or with older time zones than those of the process that
 * created a schedule. These are logged and left for later or for other workers, and delay nothing else.
 */
final class DueEffects {
  private static final Logger log = LoggerFactory.getLogger(DueEffects.class);

  private final Ticks ticks;
  private final LogLimiter limiter = new LogLimiter();

  DueEffects(Events events, KnownFunctions functions) {
    this.ticks = new Ticks(events, functions);
  }

  /** Matches due events with these functions. */
  DeferredEvents.Matcher matcher(Matching matching) {
    return (event, effects) -> determined(
        "event " + event.id() + " of " + event.name(),
        () -> matching.matchDeferred(event, effects, Ids::next));
  }

  /** Determines the effects of crons with these functions. */
  Schedules.Ticker ticker(Matching matching) {
    return (schedule, now) -> determined(
        "the cron \"" + schedule.expression() + "\" of " + schedule.functionId() + " in "
            + schedule.timeZone(),
        () -> ticks.of(schedule, now, matching));
  }

  EventSchedules.@Nullable Ticked tick(EventSchedule schedule, Instant now) {
    return determined(
        "schedule " + schedule.id() + ", \"" + schedule.cron() + "\" in " + schedule.timeZone(),
        () -> ticks.of(schedule, now));
  }

  private <T> @Nullable T determined(String subject, Supplier<T> effects) {
    try {
      return effects.get();
    } catch (RuntimeException | StackOverflowError e) {
      if (limiter.admits(subject)) {
        log.error(
            "the effects of {} cannot be determined here; they are retried later, or by another worker: {}",
            subject,
            e.toString());
      }
      return null;
    }
  }
}
