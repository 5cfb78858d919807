package dev.stepwell.server.access;

import dev.stepwell.server.http.Exchange;
import jakarta.servlet.http.HttpServletRequest;
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

  /** The origin of a page that the request would belong to, in lower case and without the default port, as browsers send it. */
  String origin(Exchange request) {
    String scheme = scheme(request).toLowerCase(Locale.ROOT);
    String host = forwarded(request, "X-Forwarded-Host");
    String address = (host != null ? host : address(request.req())).toLowerCase(Locale.ROOT);
    String port = scheme.equals("https") ? ":443" : ":80";
    return scheme + "://"
        + (address.endsWith(port)
            ? address.substring(0, address.length() - port.length())
            : address);
  }

  /** Host and port as the container knows them, which may have evaluated the headers of a proxy, and then ignores Host. */
  private static String address(HttpServletRequest request) {
    return request.getServerName() + ":" + request.getServerPort();
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
