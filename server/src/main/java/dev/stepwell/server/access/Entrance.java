package dev.stepwell.server.access;

import io.javalin.config.RoutesConfig;
import jakarta.servlet.http.HttpServletRequest;

/** What every request passes on its way to a route, {@link Guard} first and then {@link Access}; and where one logs in. */
public final class Entrance implements AutoCloseable {
  private final Rules rules;
  private final Guard guard;
  private final Identities identities;
  private final Access access;
  private final LoginApi login;

  /** An entrance that is kept by these rules. */
  public Entrance(Rules rules) {
    Signer signer = new Signer(rules.sessionSecret());
    Sessions sessions = new Sessions(signer, rules.clock());
    this.rules = rules;
    this.guard = new Guard(rules);
    this.identities = new Identities(rules, sessions);
    this.access = new Access(rules, identities);
    this.login = new LoginApi(rules, sessions, access, new Devices(signer));
  }

  /** Stands before all routes, and adds those of the login. */
  public void addTo(RoutesConfig routes) {
    routes.before(guard::check);
    routes.beforeMatched(access::check);
    routes.beforeMatched(Guard::checkType);
    login.addTo(routes);
  }

  /** Whether the client has logged in or has an API key, or nobody needs to. To be asked on the request's own thread. */
  public boolean knows(HttpServletRequest request) {
    return identities.of(request).isKnown() || rules.isOpen();
  }

  @Override
  public void close() {
    login.close();
  }
}
