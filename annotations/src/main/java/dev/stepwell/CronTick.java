package dev.stepwell;

import java.time.Instant;

/**
 * The event that starts a run of a function with a {@link Function#cron}: one tick of its clock.
 *
 * @param functionId the function that it starts, and no other
 * @param time when the tick was due, which is before the run starts
 */
@Event(CronTick.NAME)
public record CronTick(String functionId, Instant time) {
  /** The name of the event. */
  public static final String NAME = "stepwell/cron.tick";
}
