package dev.stepwell.server.access;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/login}, {@code /api/logout} and {@code /api/session}. */
final class LoginApi implements AutoCloseable {
  private static final String FAILED =
      "too many logins have failed: wait a minute. A correct password is still accepted";

  private static final String CURE = "give {\"user\": \"…\", \"password\": \"…\"}";

  private final Rules rules;
  private final LoginSessions sessions;
  private final Access access;
  private final Devices devices;
  private final Forwarded forwarded;
  private final LoginBrake brake;
  private final SlowLane slowLane = new SlowLane();

  LoginApi(Rules rules, LoginSessions sessions, Access access, Devices devices) {
    this.rules = rules;
    this.sessions = sessions;
    this.access = access;
    this.devices = devices;
    this.forwarded = new Forwarded(rules.trustForwarded());
    this.brake = new LoginBrake(rules.clock());
  }

  void addTo(Routes routes) {
    routes.post("/api/login", this::login, Allowed.ANYONE);
    routes.post("/api/logout", this::logout, Allowed.ANYONE);
    routes.get("/api/session", this::show, Allowed.ANYONE);
  }

  /**
   * The current user.
   *
   * @param user null if unknown
   * @param loginNeeded whether a login is required
   * @param mayDecode whether the user may see decoded payloads
   */
  record Session(@Nullable String user, boolean loginNeeded, boolean mayDecode) {}

  /** The credentials of a login. */
  private record Given(String user, String password) {}

  private void login(Exchange request) {
    Login known = rules.login();
    if (known == null) {
      throw new Problem(
          409, "Conflict", "this server has no login: set login(user, password) in its settings");
    }
    Fields body = Fields.of(request, CURE, Set.of("user", "password"));
    if (!body.has("user") || !body.has("password")) {
      throw Problem.bad(
          "field " + (body.has("user") ? "password" : "user") + " is missing: " + CURE);
    }
    Given given = new Given(body.required("user"), body.required("password"));
    String device = devices.id(Identities.cookie(request.req(), Devices.COOKIE));
    String client =
        device == null ? AddressGroup.of(forwarded.address(request)) : "device " + device;
    if (brake.begins(client, device != null)) {
      request.json(checked(request, known, given, client, false));
      return;
    }
    request.later(slowLane.turn(client).thenAccept(isTurn -> {
      if (!isTurn) {
        throw tooMany(request, 10, "too many logins are waiting to be checked: retry in a moment");
      }
      request.json(checked(request, known, given, client, true));
    }));
  }

  private Session checked(
      Exchange request, Login known, Given given, String client, boolean isSlowed) {
    if (!known.matches(given.user, given.password)) {
      if (isSlowed) {
        brake.failed(client);
      }
      request.header("WWW-Authenticate", "Bearer realm=\"stepwell\"");
      throw isSlowed
          ? tooMany(request, 60, FAILED)
          : new Problem(401, "Unauthorized", "the user or the password is wrong");
    }
    brake.succeeded(client, isSlowed);
    setCookie(request, Identities.COOKIE, sessions.open(known.user()), (int)
        LoginSessions.LENGTH.toSeconds());
    if (!client.startsWith("device ")) {
      setCookie(request, Devices.COOKIE, devices.make(), Devices.SECONDS);
    }
    return new Session(known.user(), false, rules.mayDecode().test(request.req()));
  }

  private static Problem tooMany(Exchange request, int seconds, String why) {
    request.header("Retry-After", Integer.toString(seconds));
    return new Problem(429, "Too Many Requests", why);
  }

  private void logout(Exchange request) {
    Fields.of(request, "give nothing, or {}", Set.of());
    setCookie(request, Identities.COOKIE, "", 0);
    sessions.close(Identities.token(request.req()));
    request.status(204);
  }

  private void show(Exchange request) {
    request.json(
        new Session(access.user(request), access.needsLogin(request), access.mayDecode(request)));
  }

  private void setCookie(Exchange request, String name, String token, int seconds) {
    request.cookie(name, token, seconds, forwarded.isSecure(request));
  }

  @Override
  public void close() {
    slowLane.close();
  }
}
