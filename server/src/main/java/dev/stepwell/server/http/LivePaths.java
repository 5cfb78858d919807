package dev.stepwell.server.http;

/** The paths of live views, whose responses stay open. Their number has a maximum of its own. */
public final class LivePaths {
  private static final String LIVE = "/api/live";

  private LivePaths() {}

  /** Whether a path within the mount is that of a live view. */
  public static boolean include(String path) {
    return path.equals(LIVE) || path.startsWith(LIVE + "/");
  }
}
