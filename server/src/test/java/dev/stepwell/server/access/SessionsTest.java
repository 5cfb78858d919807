package dev.stepwell.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.server.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final SettableClock clock = new SettableClock();
  private final Sessions sessions = new Sessions(clock);

  @Test
  void aSessionLastsTwelveHours() {
    String token = sessions.open("ops");

    clock.advance(Duration.ofHours(12).minusNanos(1));
    assertThat(sessions.user(token)).isEqualTo("ops");
    clock.advance(Duration.ofNanos(1));
    assertThat(sessions.user(token)).isNull();
  }

  @Test
  void tokensHave256BitsAndAreNeverTheSame() {
    assertThat(sessions.open("ops")).hasSize(43).isNotEqualTo(sessions.open("ops"));
    assertThat(sessions.user("x".repeat(43))).isNull();
    assertThat(sessions.user(null)).isNull();
  }

  @Test
  void ofMoreThanAThousandTheOneUsedLongestAgoEnds() {
    String used = sessions.open("used");
    String idle = sessions.open("idle");
    for (int i = 0; i < 998; i++) {
      sessions.open("another");
    }
    assertThat(sessions.user(used)).isEqualTo("used");

    sessions.open("one more");

    assertThat(sessions.user(used)).isEqualTo("used");
    assertThat(sessions.user(idle)).isNull();
  }
}
