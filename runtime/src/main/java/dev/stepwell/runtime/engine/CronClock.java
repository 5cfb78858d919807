package dev.stepwell.runtime.engine;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.stepwell.contract.CronFields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ticks of a cron expression of five fields in a time zone.
 *
 * <p>When clocks go forward, a tick at a skipped time comes at the end of the gap. When they go back, it comes once, at
 * the first of the two times. An expression for every hour ({@code *} or {@code *}{@code /n}) follows elapsed time instead: it
 * skips the gap and ticks in both hours.
 */
public final class CronClock {
  /** The next tick of a schedule without one. */
  public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final ZoneId zone;
  private final ZoneRules rules;
  private final ExecutionTime time;
  private final boolean isHourly;

  /**
   * Creates a cron of this expression in this zone.
   *
   * @throws IllegalArgumentException if the expression is not valid
   * @throws java.time.DateTimeException if the zone is not valid
   */
  public CronClock(String expression, String timeZone) {
    this.zone = ZoneId.of(timeZone);
    this.rules = zone.getRules();
    String plain = CronFields.plain(expression);
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    this.time = ExecutionTime.forCron(parser.parse(plain));
    this.isHourly = plain.split(" ", -1)[1].startsWith("*");
  }

  /** The first tick after this time; in the year 9999 if there is none. */
  public Instant next(Instant after) {
    LocalDateTime from = after.atZone(zone).toLocalDateTime();
    ZoneOffsetTransition overlap = overlapAt(from);
    LocalDateTime tick =
        tickAfter((overlap == null ? from : overlap.getDateTimeAfter()).minusSeconds(1));
    Instant next = null;
    while (tick != null && (next == null || overlapAt(tick) != null)) {
      for (Instant each : instants(tick)) {
        if (each.isAfter(after) && (next == null || each.isBefore(next))) {
          next = each;
        }
      }
      tick = tickAfter(tick);
    }
    return next == null ? NEVER : next;
  }

  /** The last tick at or before this time; {@code due} itself, which is past, if there is none later. */
  public Instant lastSince(Instant due, Instant now) {
    LocalDateTime from = now.atZone(zone).toLocalDateTime();
    ZoneOffsetTransition overlap = overlapAt(from);
    LocalDateTime tick =
        tickBefore((overlap == null ? from : overlap.getDateTimeBefore()).plusNanos(1));
    Instant last = null;
    while (tick != null && (last == null || overlapAt(tick) != null)) {
      for (Instant each : instants(tick)) {
        if (!each.isAfter(now) && (last == null || each.isAfter(last))) {
          last = each;
        }
      }
      tick = tickBefore(tick);
    }
    return last != null && last.isAfter(due) ? last : due;
  }

  /** The instants of a local time: two, one or none. */
  private List<Instant> instants(LocalDateTime tick) {
    List<Instant> instants = new ArrayList<>();
    for (ZoneOffset offset : rules.getValidOffsets(tick)) {
      if (instants.isEmpty() || isHourly) {
        instants.add(tick.toInstant(offset));
      }
    }
    if (instants.isEmpty() && !isHourly) {
      instants.add(rules.getTransition(tick).getInstant());
    }
    return instants;
  }

  /** The transition that repeats this local time; null if there is none. */
  private @Nullable ZoneOffsetTransition overlapAt(LocalDateTime local) {
    ZoneOffsetTransition transition = rules.getTransition(local);
    return transition != null && transition.isOverlap() ? transition : null;
  }

  /** The expression itself has no zone: in UTC each local time occurs once. */
  private @Nullable LocalDateTime tickAfter(LocalDateTime local) {
    return local(time.nextExecution(local.atZone(ZoneOffset.UTC)));
  }

  private @Nullable LocalDateTime tickBefore(LocalDateTime local) {
    return local(time.lastExecution(local.atZone(ZoneOffset.UTC)));
  }

  private static @Nullable LocalDateTime local(Optional<ZonedDateTime> tick) {
    return tick.map(ZonedDateTime::toLocalDateTime).orElse(null);
  }
}
