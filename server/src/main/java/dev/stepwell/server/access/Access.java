package dev.stepwell.server.access;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Viewer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks whether a request may use its route, by its session, its API key, or the decision of the application. */
final class Access {
  private final Rules rules;
  private final Identities identities;
  private final Forwarded forwarded;
  private final SenderLimit limit;

  Access(Rules rules, Identities identities) {
    this.rules = rules;
    this.identities = identities;
    this.forwarded = new Forwarded(rules.trustForwarded());
    this.limit = new SenderLimit(rules.maxRequestsPerSecond(), rules.clock());
  }

  /** Rejects a request that may not use its route. */
  void check(Exchange request) {
    Allowed allowed = Objects.requireNonNull(request.route()).allowed();
    Identity identity = identities.of(request.req());
    boolean enters = switch (allowed) {
      case ANYONE -> true;
      case SENDERS -> identity.isKnown() || isOpenToSenders();
      case WATCHERS -> rules.isOpen() || identity.isKnown();
      case USERS -> rules.isOpen() || identity.isUser();
    };
    if (!enters) {
      throw refused(request, allowed);
    }
    if (allowed == Allowed.SENDERS) {
      slowDown(request, identity);
    }
    viewer(request, identity).keepIn(request);
  }

  private Viewer viewer(Exchange request, Identity identity) {
    String address = forwarded.address(request);
    String token = Identities.token(request.req());
    String key = identity.isSession()
        ? Fingerprint.of(Objects.requireNonNull(token)).hex()
        : Objects.requireNonNullElse(identity.user(), "") + "@" + address;
    return new Viewer(
        key,
        rules.isOpen() || identity.isUser(),
        identity.user(),
        identity.mayDecode(),
        () -> identities.isStillUser(request.req()));
  }

  /** Whether the page must request user and password. */
  boolean needsLogin(Exchange request) {
    return rules.login() != null && !identities.of(request.req()).isUser();
  }

  /** Whether the client may see decoded payloads. */
  boolean mayDecode(Exchange request) {
    return identities.of(request.req()).mayDecode();
  }

  /** The user of the session, or of the application; null if unknown. */
  @Nullable
  String user(Exchange request) {
    return identities.of(request.req()).user();
  }

  private boolean isOpenToSenders() {
    return rules.isOpen() && rules.apiKeys().isEmpty();
  }

  private Problem refused(Exchange request, Allowed allowed) {
    if (rules.login() == null && allowed == Allowed.USERS) {
      return new Problem(
          403, "Forbidden", "the application denies access to this user: ask its operator");
    }
    request.header("WWW-Authenticate", "Bearer realm=\"stepwell\"");
    return new Problem(
        401,
        "Unauthorized",
        allowed == Allowed.USERS
            ? "log in, with POST " + request.contextPath()
                + "/api/login: an API key only permits sending events and reading metrics"
            : "give an API key, as Authorization: Bearer … or as X-Api-Key");
  }

  private void slowDown(Exchange request, Identity identity) {
    if (!limit.admits(identity.sender(forwarded.address(request)))) {
      request.header("Retry-After", "1");
      throw new Problem(
          429,
          "Too Many Requests",
          "a sender may make " + rules.maxRequestsPerSecond()
              + " requests per second: send several events in one request, or wait");
    }
  }
}
