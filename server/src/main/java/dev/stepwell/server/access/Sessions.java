package dev.stepwell.server.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who has logged in: sessions of twelve hours, kept in memory under the digests of their tokens. */
final class Sessions {
  static final Duration LENGTH = Duration.ofHours(12);

  private static final int MOST = 1_000;
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Remembered<Session> sessions = new Remembered<>(MOST);
  private final InstantSource clock;

  private record Session(String user, Instant until) {}

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Opens a session, and answers with its token. */
  synchronized String open(String user) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(Fingerprint.of(token).hex(), new Session(user, clock.instant().plus(LENGTH)));
    return token;
  }

  /** The user whose session this is; null if there is none, or it has ended. */
  synchronized @Nullable String user(@Nullable String token) {
    if (token == null) {
      return null;
    }
    String key = Fingerprint.of(token).hex();
    Session session = sessions.get(key);
    if (session != null && !clock.instant().isBefore(session.until)) {
      sessions.remove(key);
      return null;
    }
    return session == null ? null : session.user;
  }

  synchronized void close(@Nullable String token) {
    if (token != null) {
      sessions.remove(Fingerprint.of(token).hex());
    }
  }
}
