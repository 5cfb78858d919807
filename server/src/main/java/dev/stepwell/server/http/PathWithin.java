package dev.stepwell.server.http;

import io.javalin.http.Context;

/** The path of a request below the one at which the server is. */
public final class PathWithin {
  private PathWithin() {}

  /** Begins with a slash. */
  public static String of(Context request) {
    return request.path().substring(request.contextPath().length());
  }
}
