package dev.stepwell.server.access;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that have logged in before. A signed cookie identifies each, so that its logins are counted separately from
 * those of its address: failed logins of others behind the same proxy do not delay them.
 */
final class Devices {
  /** The cookie with the token of a device. */
  static final String COOKIE = "stepwell-device";

  /** How long a device is recognised, in seconds. */
  static final int SECONDS = 90 * 24 * 60 * 60;

  private static final String PURPOSE = "device";
  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Signer signer;

  Devices(Signer signer) {
    this.signer = signer;
  }

  /** The token of a new device. */
  String make() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return signer.sign(PURPOSE, Base64.getUrlEncoder().withoutPadding().encodeToString(id));
  }

  /** The id of the device with this token; null if this server did not issue it. */
  @Nullable
  String id(@Nullable String token) {
    return token == null ? null : signer.verified(PURPOSE, token);
  }
}
