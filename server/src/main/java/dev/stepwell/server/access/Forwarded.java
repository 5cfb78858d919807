package dev.stepwell.server.access;

import dev.stepwell.server.http.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
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

  /**
   * The origins of pages that the request may belong to, in lower case and without the default port, as browsers send them: by the address that a
   * trusted proxy names, else by the address that the container knows, which may have evaluated the headers of a proxy, and by Host, which a proxy
   * may have passed on. No page can choose the Host of its requests.
   */
  Set<String> origins(Exchange request) {
    String host = forwarded(request, "X-Forwarded-Host");
    if (host != null) {
      return Set.of(origin(request, host));
    }
    HttpServletRequest own = request.req();
    Set<String> origins = new HashSet<>();
    origins.add(origin(request, own.getServerName() + ":" + own.getServerPort()));
    String passedOn = request.header("Host");
    if (passedOn != null) {
      origins.add(origin(request, passedOn));
    }
    return origins;
  }

  private String origin(Exchange request, String host) {
    String scheme = scheme(request).toLowerCase(Locale.ROOT);
    String address = host.toLowerCase(Locale.ROOT);
    String port = scheme.equals("https") ? ":443" : ":80";
    return scheme + "://"
        + (address.endsWith(port)
            ? address.substring(0, address.length() - port.length())
            : address);
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
