package dev.stepwell.server.access;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Browsers from which somebody has logged in. Each has a signed cookie, by which its logins are counted apart from those of its
 * address: guesses of others behind the same proxy do not slow them down.
 */
final class Devices {
  /** The cookie with the token of a device. */
  static final String COOKIE = "stepwell-device";

  /** How long a device is known, in seconds. */
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

  /** The id of the device with this token; null if the token is not ours. */
  @Nullable
  String id(@Nullable String token) {
    return token == null ? null : signer.verified(PURPOSE, token);
  }
}
