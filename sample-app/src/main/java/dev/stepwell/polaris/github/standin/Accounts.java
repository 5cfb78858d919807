package dev.stepwell.polaris.github.standin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts: tokens with their logins. */
final class Accounts {
  private final Map<String, String> loginsByToken;

  Accounts(Map<String, String> loginsByToken) {
    this.loginsByToken = Map.copyOf(loginsByToken);
  }

  /** The login behind an Authorization header. */
  String login(@Nullable String authorization) {
    if (authorization == null) {
      throw new StandInRefusal(401, "Requires authentication");
    }
    byte[] given = authorization
        .replaceFirst("(?i)^(bearer|token)\\s+", "")
        .strip()
        .getBytes(StandardCharsets.UTF_8);
    String login = null;
    // Compares all tokens every time, so that the duration reveals nothing about a token.
    for (Map.Entry<String, String> account : loginsByToken.entrySet()) {
      if (MessageDigest.isEqual(given, account.getKey().getBytes(StandardCharsets.UTF_8))) {
        login = account.getValue();
      }
    }
    if (login == null) {
      throw new StandInRefusal(401, "Bad credentials");
    }
    return login;
  }
}
