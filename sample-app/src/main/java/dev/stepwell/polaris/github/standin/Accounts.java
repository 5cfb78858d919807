package dev.stepwell.polaris.github.standin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may come in: tokens, and the login that each belongs to. */
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
    // All of them, every time: how long a refusal takes must not tell how much of a token was
    // right.
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
