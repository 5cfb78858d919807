package dev.stepwell.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.store.Logouts;
import dev.stepwell.server.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginSessionsTest {
  private final ServerClock clock = new ServerClock();
  private final Set<String> loggedOut = ConcurrentHashMap.newKeySet();
  private final List<ClosedSessions> opened = new ArrayList<>();
  private final LoginSessions sessions = replica("secret");

  /** A server that shares the logouts of the others. */
  private LoginSessions replica(String secret) {
    ClosedSessions closed = new ClosedSessions(new Logouts() {
      @Override
      public void add(String sessionId, Instant until, Instant now) {
        loggedOut.add(sessionId);
      }

      @Override
      public boolean contains(String sessionId) {
        return loggedOut.contains(sessionId);
      }
    });
    opened.add(closed);
    return new LoginSessions(closed, new Signer(secret), clock);
  }

  @AfterEach
  void close() {
    opened.forEach(ClosedSessions::close);
  }

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

    assertThat(replica("secret").user(token)).isEqualTo("Zoë ~ ops");
    assertThat(replica("another").user(token)).isNull();
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
