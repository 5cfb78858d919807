package dev.stepwell.server.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Ids in paths, exactly as they were sent: a router would drop a slash at their end. */
public final class RawPath {
  private RawPath() {}

  /** The decoded rest of the path after this prefix. */
  public static String rest(Context request, String prefix) {
    String path = request.req().getRequestURI().substring(request.contextPath().length());
    String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    try {
      String id = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (id.isEmpty() || id.indexOf('\0') >= 0) {
        throw Problem.missing("there is nothing at " + request.path());
      }
      return id;
    } catch (IllegalArgumentException e) {
      throw Problem.bad("the path has a % that no two hexadecimal digits follow");
    }
  }
}
