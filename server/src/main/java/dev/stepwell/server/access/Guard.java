package dev.stepwell.server.access;

import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.LivePaths;
import dev.stepwell.server.http.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects the API from web pages that are open in a browser. It rejects forms and scripts of other origins by content
 * type, {@code Origin} and {@code Sec-Fetch-Site}. Without a login, it also rejects names that were rebound to the
 * loopback address, by {@code Host}.
 */
final class Guard {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final Set<String> PROBES = Set.of("/health", "/ready");

  private static final Pattern JSON = Pattern.compile(
      "application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

  private final Rules rules;
  private final Forwarded forwarded;

  Guard(Rules rules) {
    this.rules = rules;
    this.forwarded = new Forwarded(rules.trustForwarded());
  }

  /** Checks the source and the target of the request. Probes name an address as host, and are told no data. */
  void check(Exchange request) {
    if (!PROBES.contains(request.pathWithin())) {
      checkHost(request);
    }
    if (!isOfOneOrigin(request)) {
      throw new Problem(403, "Forbidden", "the request comes from a page of another origin");
    }
  }

  private void checkHost(Exchange request) {
    Set<String> allowed = rules.allowedHosts();
    String host = request.header("Host");
    if (!allowed.isEmpty() && !(host != null && allowed.contains(name(host)))) {
      throw new Problem(
          403,
          "Forbidden",
          "the settings do not allow the Host of the request: add it to allowedHosts");
    } else if (allowed.isEmpty() && rules.isOpen() && !isLocal(host)) {
      throw new Problem(
          403,
          "Forbidden",
          "the Host of the request is not this machine's loopback address, nor one of allowedHosts");
    }
  }

  private boolean isOfOneOrigin(Exchange request) {
    String origin = request.header("Origin");
    String site = changes(request) || staysOpen(request) ? request.header("Sec-Fetch-Site") : null;
    if (rules.isOpen()) {
      return (origin == null || isOfThisMachine(origin)) && !"cross-site".equals(site);
    }
    return (origin == null || forwarded.origins(request).contains(origin.toLowerCase(Locale.ROOT)))
        && (site == null || site.equals("same-origin") || site.equals("none"));
  }

  /** Checks that a request that changes something is JSON, which forms cannot send. */
  static void checkType(Exchange request) {
    String type = request.header("Content-Type");
    if (changes(request) && (type == null || !JSON.matcher(type).matches())) {
      throw new Problem(
          415, "Unsupported Media Type", "send JSON, with Content-Type: application/json");
    }
  }

  private static boolean changes(Exchange request) {
    return !READING.contains(request.method());
  }

  /** Whether the response is a stream. Their number is limited, so pages of other origins may not open any. */
  private static boolean staysOpen(Exchange request) {
    return LivePaths.include(request.pathWithin());
  }

  private boolean isOfThisMachine(String origin) {
    String host = origin.replaceFirst("^https?://", "");
    return isLocal(host) || rules.allowedHosts().contains(name(host));
  }

  /** The host without its port, in lower case. */
  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && LOCAL.contains(name(host));
  }
}
