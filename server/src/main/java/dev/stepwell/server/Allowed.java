package dev.stepwell.server;

import io.javalin.security.RouteRole;
import java.util.Set;

/** Who may use a route. A route that does not say is for {@link #USERS}. */
enum Allowed implements RouteRole {
  /** Everybody: it holds no data. */
  ANYONE,
  /** Who has an API key, or is a user. */
  SENDERS,
  /** As senders; and everybody where nobody has to log in. */
  WATCHERS,
  /** Who has logged in, or whom the application lets in; everybody where nobody has to log in. */
  USERS;

  static Allowed of(Set<RouteRole> roles) {
    return roles.stream()
        .filter(Allowed.class::isInstance)
        .map(Allowed.class::cast)
        .findFirst()
        .orElse(USERS);
  }
}
