package dev.stepwell.server.http;

/** Who may use a route. A route that does not say is for {@link #USERS}. */
public enum Allowed {
  /** Everybody: it holds no data. */
  ANYONE,
  /** Who has an API key, or is a user. */
  SENDERS,
  /** As senders; and everybody where nobody has to log in. */
  WATCHERS,
  /** Who has logged in, or whom the application lets in; everybody where nobody has to log in. */
  USERS;

  /** The parameter of a path that is an API key. */
  public static final String KEY = "key";
}
