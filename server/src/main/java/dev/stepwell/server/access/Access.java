package dev.stepwell.server.access;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Problem;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides who may use the route that a request has matched: who has a session, an API key, or the application's leave. */
final class Access {
  /** The cookie with the token of a session. */
  static final String COOKIE = "stepwell-session";

  private static final String BEARER = "bearer ";

  private final Rules rules;
  private final Sessions sessions;
  private final Forwarded forwarded;
  private final SenderLimit limit;

  Access(Rules rules, Sessions sessions) {
    this.rules = rules;
    this.sessions = sessions;
    this.forwarded = new Forwarded(rules.trustForwarded());
    this.limit = new SenderLimit(rules.mostRequestsPerSecond(), rules.clock());
  }

  /** Refuses who may not. What is no route is a file of the page, which holds no data. */
  void check(Context request) {
    if (request.endpoints().matchedHttpEndpoint() == null) {
      return;
    }
    Allowed allowed = Allowed.of(request.routeRoles());
    boolean enters = switch (allowed) {
      case ANYONE -> true;
      case SENDERS -> key(request) != null || isUser(request) || isOpenToSenders();
      case WATCHERS -> rules.isOpen() || key(request) != null || isUser(request);
      case USERS -> rules.isOpen() || isUser(request);
    };
    if (!enters) {
      throw refused(request, allowed);
    }
    if (allowed == Allowed.SENDERS) {
      slowDown(request);
    }
  }

  /** Whether the page has to ask for user and password. */
  boolean needsLogin(Context request) {
    return rules.login() != null && !isUser(request);
  }

  /** The user of the session, or of the application; null if nobody is known. */
  @Nullable
  String user(Context request) {
    String user = sessions.user(request.cookie(COOKIE));
    return user != null || rules.access() == null ? user : request.req().getRemoteUser();
  }

  private boolean isOpenToSenders() {
    return rules.isOpen() && rules.apiKeys().isEmpty();
  }

  private boolean isUser(Context request) {
    return sessions.user(request.cookie(COOKIE)) != null
        || (rules.access() != null && rules.access().test(request.req()));
  }

  /** Which of the API keys the request brings; null if none. */
  private @Nullable Integer key(Context request) {
    return rules.apiKeys().find(keysGiven(request));
  }

  private static List<String> keysGiven(Context request) {
    List<String> given = new ArrayList<>();
    String authorization = Objects.requireNonNullElse(request.header("Authorization"), "");
    if (authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      given.add(authorization.substring(BEARER.length()).strip());
    }
    String header = request.header("X-Api-Key");
    if (header != null) {
      given.add(header);
    }
    String inPath = request.pathParamMap().get(Allowed.KEY);
    if (inPath != null) {
      given.add(inPath);
    }
    return given;
  }

  private Problem refused(Context request, Allowed allowed) {
    if (rules.login() == null && allowed == Allowed.USERS) {
      return new Problem(403, "Forbidden", "the application does not let you in");
    }
    request.header("WWW-Authenticate", "Bearer realm=\"stepwell\"");
    return new Problem(
        401,
        "Unauthorized",
        allowed == Allowed.USERS
            ? "log in, with POST " + request.contextPath()
                + "/api/login: an API key opens the sending of events only"
            : "give an API key, as Authorization: Bearer … or as X-Api-Key");
  }

  private void slowDown(Context request) {
    Integer key = key(request);
    if (!limit.admits(key == null ? forwarded.address(request) : "key " + key)) {
      request.header("Retry-After", "1");
      throw new Problem(
          429,
          "Too Many Requests",
          "a sender may make " + rules.mostRequestsPerSecond()
              + " requests a second: send several events in one, or wait");
    }
  }
}
