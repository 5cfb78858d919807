package dev.stepwell.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LoginBrakeTest {
  private final LoginBrake brake = new LoginBrake(InstantSource.system());

  /** Many logins at once begin before the first of them has failed. */
  @Test
  void loginsThatHaveNotEndedCountAsWell() {
    for (int i = 0; i < 5; i++) {
      assertThat(brake.begins("guesser", false)).isTrue();
    }

    assertThat(brake.begins("guesser", false)).isFalse();
    assertThat(brake.begins("another", false)).isTrue();
  }

  @Test
  void loginsThatSucceedDoNotCount() {
    for (int i = 0; i < 500; i++) {
      String client = "client " + i % 7;
      assertThat(brake.begins(client, false)).isTrue();
      brake.succeeded(client, false);
    }
  }
}
