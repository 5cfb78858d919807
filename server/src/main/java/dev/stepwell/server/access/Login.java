package dev.stepwell.server.access;

/** The user and password of the login. Only fingerprints of both are compared. */
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

  /** The source of the key of sessions, unless the settings have another secret. */
  public String sessionSecret() {
    return userPrint.hex() + password.hex();
  }

  boolean matches(String givenUser, String givenPassword) {
    boolean userMatches = userPrint.matches(Fingerprint.of(givenUser));
    boolean passwordMatches = password.matches(Fingerprint.of(givenPassword));
    return userMatches && passwordMatches;
  }
}
