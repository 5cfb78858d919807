package dev.stepwell.server.http;

/** Ids in paths exactly as sent: a router would drop a trailing slash. */
public final class RawPath {
  private RawPath() {}

  /** The decoded rest of the path after this prefix. */
  public static String rest(Exchange request, String prefix) {
    String path = request.pathWithin();
    String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    String id = PathTemplate.decoded(rest);
    if (id.isEmpty() || id.indexOf('\0') >= 0) {
      throw Problem.missing("there is nothing at " + request.path());
    }
    return id;
  }
}
