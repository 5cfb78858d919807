package dev.stepwell.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The worker comes back at each time at which something is due, not at the first alone. */
class AlarmTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  @Test
  void itRingsAtEachTime() {
    Alarm alarm = new Alarm();
    alarm.ringAt(NOW.plusMillis(150));
    alarm.ringAt(NOW.plusMillis(100));
    alarm.ringAt(NOW.plusMillis(200));

    assertThat(alarm.takeRung(NOW.plusMillis(99))).isFalse();
    assertThat(alarm.takeRung(NOW.plusMillis(100))).isTrue();
    assertThat(alarm.takeRung(NOW.plusMillis(149))).isFalse();
    assertThat(alarm.takeRung(NOW.plusMillis(151))).isTrue();
    assertThat(alarm.takeRung(NOW.plusMillis(199))).isFalse();
    assertThat(alarm.takeRung(NOW.plusMillis(500))).isTrue();
    assertThat(alarm.takeRung(NOW.plusMillis(500))).isFalse();
  }

  @Test
  void itKeepsTheEarliestOfVeryManyTimes() {
    Alarm alarm = new Alarm();
    for (int i = 20_000; i > 0; i--) {
      alarm.ringAt(NOW.plusMillis(i));
    }

    assertThat(alarm.takeRung(NOW)).isFalse();
    assertThat(alarm.takeRung(NOW.plusMillis(1))).isTrue();
    assertThat(alarm.takeRung(NOW.plusMillis(10_000))).isTrue();
    assertThat(alarm.takeRung(NOW.plusMillis(20_000))).isFalse();
  }
}
