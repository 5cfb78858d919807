package dev.stepwell.server.access;

import dev.stepwell.runtime.store.Logouts;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Routes;
import jakarta.servlet.http.HttpServletRequest;

/** Access control: checks of requests, and the login. */
public final class Entrance implements AutoCloseable {
  private final Rules rules;
  private final Guard guard;
  private final Identities identities;
  private final Access access;
  private final ClosedSessions closed;
  private final LoginApi login;

  /**
   * Access control by these rules.
   *
   * @param logouts where the servers of the database record logouts
   */
  public Entrance(Rules rules, Logouts logouts) {
    Signer signer = new Signer(rules.sessionSecret());
    this.closed = new ClosedSessions(logouts);
    LoginSessions sessions = new LoginSessions(closed, signer, rules.clock());
    this.rules = rules;
    this.guard = new Guard(rules);
    this.identities = new Identities(rules, sessions);
    this.access = new Access(rules, identities);
    this.login = new LoginApi(rules, sessions, access, new Devices(signer));
  }

  /** Adds the routes of the login. */
  public void addTo(Routes routes) {
    login.addTo(routes);
  }

  /** Rejects a request from a page of another origin, or for another host. */
  public void checkOrigin(Exchange request) {
    guard.check(request);
  }

  /** Rejects a request that may not use its route. */
  public void checkAccess(Exchange request) {
    access.check(request);
  }

  /** Rejects a request that changes something and is not JSON. */
  public void checkType(Exchange request) {
    Guard.checkType(request);
  }

  /** Whether the client has logged in or has an API key, or needs neither. Call it on the request's own thread. */
  public boolean knows(HttpServletRequest request) {
    return identities.of(request).isKnown() || rules.isOpen();
  }

  @Override
  public void close() {
    login.close();
    closed.close();
  }
}
