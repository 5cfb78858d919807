package dev.stepwell.server.access;

/** Who may log in, with what password; only fingerprints of both are compared. */
public final class Login {
  private final String user;
  private final Fingerprint userPrint;
  private final Fingerprint password;

  private Login(String user, Fingerprint userPrint, Fingerprint password) {
    this.user = user;
    this.userPrint = userPrint;
    this.password = password;
  }

  /** The login of this user. */
  public static Login of(String user, String password) {
    return new Login(user, Fingerprint.of(user), Fingerprint.of(password));
  }

  String user() {
    return user;
  }

  /** What the key of sessions follows from, unless the settings name another secret. */
  public String sessionSecret() {
    return userPrint.hex() + password.hex();
  }

  boolean matches(String givenUser, String givenPassword) {
    boolean userMatches = userPrint.matches(Fingerprint.of(givenUser));
    boolean passwordMatches = password.matches(Fingerprint.of(givenPassword));
    return userMatches && passwordMatches;
  }
}
