package dev.stepwell.server.http;

import java.util.function.BooleanSupplier;

/**
 * Who sends a request that was let in.
 *
 * @param key the same for all requests of one session, or of one address where nobody logs in
 * @param isUser whether the client may see what is stored; false for one that may only send events
 * @param mayStay whether the client may still see a live view: false once the session has ended
 */
public record Viewer(String key, boolean isUser, BooleanSupplier mayStay) {
  private static final String ATTRIBUTE = Viewer.class.getName();

  /** The viewer of a request that was let in. */
  public static Viewer of(Exchange request) {
    return request.req().getAttribute(ATTRIBUTE) instanceof Viewer viewer
        ? viewer
        : new Viewer("", false, () -> false);
  }

  /** Remembers the viewer with the request. */
  public void keepIn(Exchange request) {
    request.req().setAttribute(ATTRIBUTE, this);
  }
}
