package dev.stepwell.server.access;

import dev.stepwell.server.http.Exchange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a request comes from and goes to: as the connection says, or as a trusted proxy does. */
final class Forwarded {
  private final boolean trusted;

  Forwarded(boolean trusted) {
    this.trusted = trusted;
  }

  /** The address of who sent the request. */
  String address(Exchange request) {
    String forwarded = forwarded(request, "X-Forwarded-For");
    return forwarded != null ? forwarded : request.req().getRemoteAddr();
  }

  /** The origin that a page would have to which the request belongs, in lower case. */
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

  /** The last value is the one of the nearest proxy; those before it may be anybody's. */
  private @Nullable String forwarded(Exchange request, String header) {
    String value = trusted ? request.header(header) : null;
    return value == null || value.isBlank()
        ? null
        : value.substring(value.lastIndexOf(',') + 1).strip();
  }
}
