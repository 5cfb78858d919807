package dev.stepwell.server.http;

import java.util.Map;

/** The security headers of all responses. */
public final class SecurityHeaders {
  /** Headers and their values. */
  public static final Map<String, String> ALWAYS = Map.of(
      "Content-Security-Policy", policy("'self'"),
      "X-Content-Type-Options", "nosniff",
      "Referrer-Policy", "no-referrer",
      "Cross-Origin-Opener-Policy", "same-origin");

  private SecurityHeaders() {}

  /** Adds them to this response, and forbids caching of the API's responses. */
  public static void addTo(Exchange request) {
    ALWAYS.forEach(request::header);
    if (request.pathWithin().startsWith("/api/")) {
      request.header("Cache-Control", "no-store");
    }
  }

  /**
   * The policy of a page with one inline script, such as an import map.
   *
   * @param scriptHash for example {@code sha256-…}, in Base64
   */
  public static String csp(String scriptHash) {
    return policy("'self' '" + scriptHash + "'");
  }

  private static String policy(String scripts) {
    return "default-src 'none'; script-src " + scripts + "; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self';"
        + " frame-ancestors 'none'";
  }
}
