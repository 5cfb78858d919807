package dev.stepwell.server.access;

import dev.stepwell.server.http.Allowed;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Identifies the sender of a request, by its session, its API key or the application. */
final class Identities {
  /** The cookie with the token of a session. */
  static final String COOKIE = "stepwell-session";

  private static final String ATTRIBUTE = Identity.class.getName();
  private static final String BEARER = "bearer ";
  private static final String KEYED = "/e/";

  private final Rules rules;
  private final LoginSessions sessions;

  Identities(Rules rules, LoginSessions sessions) {
    this.rules = rules;
    this.sessions = sessions;
  }

  /** The sender of the request. */
  Identity of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Identity known) {
      return known;
    }
    String session = sessions.user(token(request));
    Predicate<HttpServletRequest> access = rules.access();
    boolean isLetIn = access != null && access.test(request);
    boolean isUser = session != null || isLetIn;
    Identity identity = new Identity(
        session != null || access == null ? session : request.getRemoteUser(),
        isUser,
        (isUser || rules.isOpen()) && rules.mayDecode().test(request),
        session != null,
        rules.apiKeys().find(keysGiven(request)));
    request.setAttribute(ATTRIBUTE, identity);
    return identity;
  }

  /** Whether the request still comes from a user: its session may have ended meanwhile. */
  boolean isStillUser(HttpServletRequest request) {
    Predicate<HttpServletRequest> access = rules.access();
    return rules.isOpen()
        || sessions.user(token(request)) != null
        || (access != null && access.test(request));
  }

  /** The token of the request's session; null if none. */
  static @Nullable String token(HttpServletRequest request) {
    return cookie(request, COOKIE);
  }

  static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    for (Cookie each : cookies == null ? new Cookie[0] : cookies) {
      if (each.getName().equals(name)) {
        return each.getValue();
      }
    }
    return null;
  }

  private static List<String> keysGiven(HttpServletRequest request) {
    List<String> given = new ArrayList<>();
    String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      given.add(authorization.substring(BEARER.length()).strip());
    }
    String header = request.getHeader("X-Api-Key");
    if (header != null) {
      given.add(header);
    }
    String inPath = keyInPath(request);
    if (inPath != null) {
      given.add(inPath);
    }
    return given;
  }

  /** The {@link Allowed#KEY} of the path; null if the path has none. */
  private static @Nullable String keyInPath(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (!path.startsWith(KEYED)) {
      return null;
    }
    try {
      return URLDecoder.decode(
          path.substring(KEYED.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
