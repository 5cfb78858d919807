package dev.stepwell;

import java.time.Instant;

/**
 * One tick of a cron expression: the event that starts a run of a function with a {@link Function#cron}.
 *
 * @param functionId the function that it starts
 * @param time when the tick was due, which is before the start of the run
 */
@Event(CronTick.NAME)
public record CronTick(String functionId, Instant time) {
  /** The name of the event. */
  public static final String NAME = "stepwell/cron.tick";
}
