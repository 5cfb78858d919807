package dev.stepwell.runtime.engine;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that ticks by a cron expression of five fields in a time zone. */
public final class CronClock {
  /** The next tick of a schedule that has none. */
  public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final ZoneId zone;
  private final ExecutionTime time;

  /**
   * A clock of this expression in this zone.
   *
   * @throws IllegalArgumentException if the expression is none
   * @throws java.time.DateTimeException if the zone is none
   */
  public CronClock(String expression, String timeZone) {
    this.zone = ZoneId.of(timeZone);
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    this.time = ExecutionTime.forCron(parser.parse(expression));
  }

  /** The first tick after this time; in the year 9999 if there is none. */
  public Instant next(Instant after) {
    return time.nextExecution(after.atZone(zone)).map(next -> next.toInstant()).orElse(NEVER);
  }

  /** The last tick at or before this time; {@code due} itself, which has passed, if none is later. */
  public Instant lastSince(Instant due, Instant now) {
    return time.lastExecution(now.plusNanos(1).atZone(zone))
        .map(last -> last.toInstant())
        .filter(last -> last.isAfter(due))
        .orElse(due);
  }
}
