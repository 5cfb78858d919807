package dev.stepwell.contract;

import dev.stepwell.CronTick;
import java.util.Objects;

/**
 * A clock that starts runs, as the compiler knows it.
 *
 * @param expression a cron expression of five fields
 * @param timeZone the id of its time zone
 */
public record CronDefinition(String expression, String timeZone) {
  /** The event by which each tick starts a run. */
  public static final EventDefinition<CronTick> TICK = new EventDefinition<>(
      CronTick.NAME,
      CronTick.class,
      "{\"type\":\"object\",\"properties\":{\"functionId\":{\"type\":\"string\"},\"time\":{\"type\":\"string\",\"format\":\"date-time\"}},\"required\":[\"functionId\",\"time\"],\"additionalProperties\":false}");

  /** Refuses missing parts. */
  public CronDefinition {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(timeZone, "timeZone");
  }
}
