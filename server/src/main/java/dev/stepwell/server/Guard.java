package dev.stepwell.server;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages that a developer has open from speaking to the API: a name that was rebound to the loopback address is refused by
 * its {@code Host}, a form or script of another origin by its content type and its {@code Origin}.
 */
final class Guard {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private Guard() {}

  static void check(Context request) {
    if (!isLocal(request.header("Host"))) {
      throw new Problem(
          403, "Forbidden", "the Host of the request is not this machine's loopback address");
    }
    String origin = request.header("Origin");
    if (origin != null && !isLocal(origin.replaceFirst("^https?://", ""))) {
      throw new Problem(403, "Forbidden", "the request comes from a page of another origin");
    }
    if (request.req().getContentLengthLong() > StepwellServer.LARGEST_REQUEST) {
      throw new Problem(413, "Content Too Large", Problems.TOO_LARGE);
    }
    boolean changes = request.method().name().equals("POST");
    String type = request.contentType();
    if (changes
        && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))) {
      throw new Problem(
          415, "Unsupported Media Type", "send JSON, with Content-Type: application/json");
    }
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && LOCAL.contains(host.replaceFirst(":\\d+$", ""));
  }
}
