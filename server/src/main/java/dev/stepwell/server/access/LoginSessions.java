package dev.stepwell.server.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of users. A session is a signed token with the user, the end and a random id; every replica with the
 * same {@link Signer} accepts it (ADR 38). Sessions that were logged out are refused (ADR 65).
 */
final class LoginSessions {
  static final Duration LENGTH = Duration.ofHours(12);

  private static final int ID_BYTES = 16;
  private static final String PURPOSE = "session";

  private final SecureRandom random = new SecureRandom();
  private final ClosedSessions closed;
  private final Signer signer;
  private final InstantSource clock;

  LoginSessions(ClosedSessions closed, Signer signer, InstantSource clock) {
    this.closed = closed;
    this.signer = signer;
    this.clock = clock;
  }

  private record Session(String user, String id, Instant until) {}

  /** Opens a session, and returns its token. */
  String open(String user) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String name = encoder.encodeToString(user.getBytes(StandardCharsets.UTF_8));
    long until = clock.instant().plus(LENGTH).toEpochMilli();
    return signer.sign(PURPOSE, encoder.encodeToString(id) + "~" + until + "~" + name);
  }

  /** The user of this session; null if it does not exist or has ended. */
  @Nullable
  String user(@Nullable String token) {
    Session session = session(token);
    return session == null ? null : session.user;
  }

  /**
   * Ends a session on all servers.
   *
   * @throws dev.stepwell.runtime.store.StoreException if the others cannot be told: then it has ended here only
   */
  void close(@Nullable String token) {
    Session session = session(token);
    if (session != null) {
      closed.add(session.id, session.until, clock.instant());
    }
  }

  private @Nullable Session session(@Nullable String token) {
    String text = token == null ? null : signer.verified(PURPOSE, token);
    Session session = text == null ? null : parsed(text);
    if (session == null || !clock.instant().isBefore(session.until)) {
      return null;
    }
    return closed.contains(session.id) ? null : session;
  }

  private static @Nullable Session parsed(String text) {
    String[] parts = text.split("~", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      String user = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
      return new Session(user, parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }
}
