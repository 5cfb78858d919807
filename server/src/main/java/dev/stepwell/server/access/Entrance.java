package dev.stepwell.server.access;

import io.javalin.config.RoutesConfig;

/** What every request passes on its way to a route, {@link Guard} first and then {@link Access}; and where one logs in. */
public final class Entrance {
  private final Guard guard;
  private final Access access;
  private final LoginApi login;

  /** An entrance that is kept by these rules. */
  public Entrance(Rules rules) {
    Sessions sessions = new Sessions(rules.clock());
    this.guard = new Guard(rules);
    this.access = new Access(rules, sessions);
    this.login = new LoginApi(rules, sessions, access);
  }

  /** Stands before all routes, and adds those of the login. */
  public void addTo(RoutesConfig routes) {
    routes.before(guard::check);
    routes.beforeMatched(access::check);
    routes.beforeMatched(Guard::checkType);
    login.addTo(routes);
  }
}
