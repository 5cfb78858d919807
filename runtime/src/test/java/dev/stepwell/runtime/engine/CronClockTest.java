package dev.stepwell.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When schedules tick, above all where clocks are set. */
class CronClockTest {
  private static List<String> ticks(String expression, String zone, String from, int count) {
    CronClock clock = new CronClock(expression, zone);
    List<String> ticks = new ArrayList<>();
    Instant last = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      last = clock.next(last);
      ticks.add(last.toString());
    }
    return ticks;
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
    "0 0 * * *, Africa/Cairo, 2026-04-23T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
    "0 0 * * *, America/Santiago, 2026-09-05T12:00:00Z, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z",
    "0 0 * * *, Asia/Beirut, 2026-03-28T12:00:00Z, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
    "'15 2,3 * * *', Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T01:15:00Z",
  })
  void aTickInAGapComesAtItsEnd(
      String expression, String zone, String from, String first, String second) {
    assertThat(ticks(expression, zone, from, 2)).containsExactly(first, second);
  }

  @Test
  void aTickInAnOverlapComesOnce() {
    assertThat(ticks("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(ticks("0,30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 3))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:00:00Z");
  }

  @Test
  void everyHourFollowsTheTimeThatPasses() {
    assertThat(ticks("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
    assertThat(ticks("30 * * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", 4))
        .containsExactly(
            "2026-10-24T23:30:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:30:00Z");
    assertThat(ticks("*/20 */1 * * *", "Europe/Berlin", "2026-10-25T00:35:00Z", 4))
        .containsExactly(
            "2026-10-25T00:40:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:20:00Z",
            "2026-10-25T01:40:00Z");
  }

  /** A tick after downtime is one that the schedule also produces, whenever the process resumes. */
  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-10-23T00:00:00Z",
    "*/20 * * * *, Europe/Berlin, 2026-10-24T21:00:00Z",
    "'0,30 2 * * *', Europe/Berlin, 2026-10-23T12:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-27T12:00:00Z",
    "0 0 * * *, Africa/Cairo, 2026-04-22T12:00:00Z",
    "0 0 * * *, Africa/Cairo, 2026-10-28T12:00:00Z",
    "45 1 * * SUN-THU, Australia/Lord_Howe, 2026-04-03T12:00:00Z",
  })
  void theLastTickIsOneOfTheSchedule(String expression, String zone, String from) {
    CronClock clock = new CronClock(expression, zone);
    Instant start = Instant.parse(from);
    Instant expected = start;
    Instant next = clock.next(start);
    for (Instant now = start;
        now.isBefore(start.plusSeconds(3 * 86_400));
        now = now.plusSeconds(300)) {
      while (!next.isAfter(now)) {
        expected = next;
        next = clock.next(next);
      }
      assertThat(clock.lastSince(start, now)).as("at %s", now).isEqualTo(expected);
    }
  }

  @Test
  void rangesOfWeekdaysMayPassTheEndOfTheWeek() {
    assertThat(ticks("0 9 * * FRI-MON", "UTC", "2026-11-26T12:00:00Z", 5))
        .containsExactly(
            "2026-11-27T09:00:00Z",
            "2026-11-28T09:00:00Z",
            "2026-11-29T09:00:00Z",
            "2026-11-30T09:00:00Z",
            "2026-12-04T09:00:00Z");
    assertThat(ticks("0 9 * * SUN-THU", "UTC", "2026-11-26T12:00:00Z", 2))
        .containsExactly("2026-11-29T09:00:00Z", "2026-11-30T09:00:00Z");
  }

  @Test
  void aScheduleThatNeverTicksSaysSo() {
    assertThat(new CronClock("0 9 30 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z")))
        .isEqualTo(CronClock.NEVER);
  }
}
