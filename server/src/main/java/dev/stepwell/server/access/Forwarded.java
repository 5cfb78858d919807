package dev.stepwell.server.access;

import dev.stepwell.server.http.Exchange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The source and target of a request, according to the connection or to a trusted proxy. */
final class Forwarded {
  private final boolean trusted;

  Forwarded(boolean trusted) {
    this.trusted = trusted;
  }

  /** The address of the sender. */
  String address(Exchange request) {
    String forwarded = forwarded(request, "X-Forwarded-For");
    return forwarded != null ? forwarded : request.req().getRemoteAddr();
  }

  /** The origin of a page that the request would belong to, in lower case. */
  String origin(Exchange request) {
    String host = forwarded(request, "X-Forwarded-Host");
    return (scheme(request) + "://" + (host != null ? host : request.header("Host")))
        .toLowerCase(Locale.ROOT);
  }

  boolean isSecure(Exchange request) {
    return scheme(request).equalsIgnoreCase("https");
  }

  private String scheme(Exchange request) {
    String forwarded = forwarded(request, "X-Forwarded-Proto");
    return forwarded != null ? forwarded : request.req().getScheme();
  }

  /** The last value is from the nearest proxy; earlier ones may be forged. */
  private @Nullable String forwarded(Exchange request, String header) {
    String value = trusted ? request.header(header) : null;
    return value == null || value.isBlank()
        ? null
        : value.substring(value.lastIndexOf(',') + 1).strip();
  }
}
