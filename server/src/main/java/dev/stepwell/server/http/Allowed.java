package dev.stepwell.server.http;

/** The clients that may use a route. The default is {@link #USERS}. */
public enum Allowed {
  /** All clients: the route serves no data. */
  ANYONE,
  /** Clients with an API key, and users. */
  SENDERS,
  /** Like senders, and all clients if there is no login. */
  WATCHERS,
  /** Clients that logged in or that the application permits; all clients if there is no login. */
  USERS;

  /** The path parameter that contains an API key. */
  public static final String KEY = "key";
}
