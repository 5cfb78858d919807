package dev.stepwell.server;

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

  private final ServerSettings settings;
  private final Sessions sessions;
  private final Forwarded forwarded;
  private final SenderLimit limit;

  Access(ServerSettings settings, Sessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
    this.forwarded = new Forwarded(settings.trustForwarded);
    this.limit = new SenderLimit(settings.mostRequestsPerSecond, settings.clock);
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
      case WATCHERS -> isOpen() || key(request) != null || isUser(request);
      case USERS -> isOpen() || isUser(request);
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
    return settings.login != null && !isUser(request);
  }

  /** The user of the session, or of the application; null if nobody is known. */
  @Nullable
  String user(Context request) {
    String user = sessions.user(request.cookie(COOKIE));
    return user != null || settings.access == null ? user : request.req().getRemoteUser();
  }

  private boolean isOpen() {
    return settings.isOpen();
  }

  private boolean isOpenToSenders() {
    return isOpen() && settings.apiKeys.isEmpty();
  }

  private boolean isUser(Context request) {
    return sessions.user(request.cookie(COOKIE)) != null
        || (settings.access != null && settings.access.test(request.req()));
  }

  /** Which of the API keys the request brings; null if none. All are compared, so that the time tells nothing. */
  private @Nullable Integer key(Context request) {
    Integer found = null;
    for (String given : keysGiven(request)) {
      Fingerprint print = Fingerprint.of(given);
      for (int i = 0; i < settings.apiKeys.size(); i++) {
        if (settings.apiKeys.get(i).matches(print)) {
          found = i;
        }
      }
    }
    return found;
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
    String inPath = request.pathParamMap().get(KeyedEventsApi.KEY);
    if (inPath != null) {
      given.add(inPath);
    }
    return given;
  }

  private Problem refused(Context request, Allowed allowed) {
    if (settings.login == null && allowed == Allowed.USERS) {
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
          "a sender may make " + settings.mostRequestsPerSecond
              + " requests a second: send several events in one, or wait");
    }
  }
}
