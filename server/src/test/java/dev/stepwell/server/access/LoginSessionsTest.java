package dev.stepwell.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.server.ServerClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginSessionsTest {
  private final ServerClock clock = new ServerClock();
  private final LoginSessions sessions = new LoginSessions(new Signer("secret"), clock);

  @Test
  void aSessionLastsTwelveHours() {
    String token = sessions.open("ops");

    clock.advance(Duration.ofHours(12).minusNanos(1));
    assertThat(sessions.user(token)).isEqualTo("ops");
    clock.advance(Duration.ofNanos(1));
    assertThat(sessions.user(token)).isNull();
  }

  @Test
  void tokensAreNeverTheSameAndCannotBeMade() {
    String token = sessions.open("ops");

    assertThat(sessions.open("ops")).isNotEqualTo(token);
    assertThat(sessions.user(null)).isNull();
    for (String forged : List.of(
        "",
        ".",
        "x",
        "x".repeat(43),
        token + "x",
        token.substring(1),
        "a~9999999999999~b3Bz.",
        "~~.")) {
      assertThat(sessions.user(forged)).as(forged).isNull();
    }
    String later = token.replaceFirst("~\\d+~", "~9999999999999~");
    assertThat(sessions.user(later)).isNull();
    assertThat(sessions.user(new Devices(new Signer("secret")).make())).isNull();
  }

  @Test
  void everyReplicaWithTheSameSecretAcceptsASession() {
    String token = sessions.open("Zoë ~ ops");

    assertThat(new LoginSessions(new Signer("secret"), clock).user(token)).isEqualTo("Zoë ~ ops");
    assertThat(new LoginSessions(new Signer("another"), clock).user(token)).isNull();
  }

  @Test
  void aClosedSessionStaysClosed() {
    String token = sessions.open("ops");
    String other = sessions.open("ops");

    sessions.close(token);
    sessions.close("x");

    assertThat(sessions.user(token)).isNull();
    assertThat(sessions.user(other)).isEqualTo("ops");
  }
}
