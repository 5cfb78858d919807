package dev.stepwell.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.JsonBody;
import dev.stepwell.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /api/login}, {@code /api/logout} and {@code /api/session}: in and out, and who one is. */
final class LoginApi {
  private final Rules rules;
  private final Sessions sessions;
  private final Access access;
  private final Forwarded forwarded;
  private final LoginBrake brake;

  LoginApi(Rules rules, Sessions sessions, Access access) {
    this.rules = rules;
    this.sessions = sessions;
    this.access = access;
    this.forwarded = new Forwarded(rules.trustForwarded());
    this.brake = new LoginBrake(rules.clock());
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/login", this::login, Allowed.ANYONE);
    routes.post("/api/logout", this::logout, Allowed.ANYONE);
    routes.get("/api/session", this::show, Allowed.ANYONE);
  }

  /**
   * Who one is.
   *
   * @param user null if that is not known
   * @param loginNeeded whether one has to log in before one sees anything
   */
  record Session(@Nullable String user, boolean loginNeeded) {}

  private void login(Context request) {
    Login known = rules.login();
    if (known == null) {
      throw new Problem(409, "Conflict", "there is no login: the settings of the server name none");
    }
    JsonNode body = JsonBody.of(request);
    if (!body.path("user").isTextual() || !body.path("password").isTextual()) {
      throw Problem.bad("give {\"user\": \"…\", \"password\": \"…\"}");
    }
    String address = forwarded.address(request);
    slowDown(request, brake.wait(address));
    if (!known.matches(body.path("user").asText(), body.path("password").asText())) {
      brake.failed(address);
      request.header("WWW-Authenticate", "Bearer realm=\"stepwell\"");
      throw new Problem(401, "Unauthorized", "the user or the password is wrong");
    }
    brake.succeeded(address);
    setCookie(request, sessions.open(known.user()), (int) Sessions.LENGTH.toSeconds());
    request.json(new Session(known.user(), false));
  }

  private static void slowDown(Context request, Duration wait) {
    if (!wait.isZero()) {
      request.header("Retry-After", String.valueOf(wait.plusMillis(999).toSeconds()));
      throw new Problem(
          429, "Too Many Requests", "too many logins from this address have failed: wait a minute");
    }
  }

  private void logout(Context request) {
    sessions.close(request.cookie(Access.COOKIE));
    setCookie(request, "", 0);
    request.status(204);
  }

  private void show(Context request) {
    request.json(new Session(access.user(request), access.needsLogin(request)));
  }

  private void setCookie(Context request, String token, int seconds) {
    String path = request.contextPath().isEmpty() ? "/" : request.contextPath();
    boolean secure = forwarded.isSecure(request);
    request.cookie(
        new Cookie(Access.COOKIE, token, path, seconds, secure, true, null, SameSite.STRICT));
  }
}
