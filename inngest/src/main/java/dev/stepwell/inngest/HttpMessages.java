package dev.stepwell.inngest;

import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.wire.EndpointReply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common parts of the supported HTTP servers. */
final class HttpMessages {
  /** The maximum number of bytes of a request: a server sends up to 4 MiB of state, and the events in addition. */
  static final int MAX_BODY = 32 * 1024 * 1024;

  /** The maximum number of bytes of a request whose sender cannot be the server, and of which no body is needed. */
  static final int MAX_UNSIGNED_BODY = 64 * 1024;

  private static final int TOO_LARGE = 413;

  private HttpMessages() {}

  /** The response to a request that exceeds this limit. */
  static EndpointReply tooLarge(int max) {
    return EndpointReply.problem(
            TOO_LARGE, "BodyTooLarge", "the body is longer than " + max + " bytes", false)
        .with("x-inngest-sdk", ServerHttp.SDK);
  }

  /** The parameters of a query; the first value of a repeated one. */
  static Map<String, String> query(@Nullable String raw) {
    Map<String, String> parameters = new HashMap<>();
    if (raw == null || raw.isEmpty()) {
      return parameters;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The scheme that a proxy was called with; HTTP if there is none. */
  static String scheme(@Nullable String forwarded) {
    return "https".equals(forwarded) ? "https" : "http";
  }
}
