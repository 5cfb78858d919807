package dev.stepwell.server.http;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of a permitted request.
 *
 * @param key the same for all requests of one session, or of one address without a login
 * @param isUser whether the client may read stored data; false for one that may only send events
 * @param user the name of the user; null if not known
 * @param mayDecode whether the client may see decoded payloads
 * @param mayStay whether the client may still see a live view: false once the session has ended
 */
public record Viewer(
    String key, boolean isUser, @Nullable String user, boolean mayDecode, BooleanSupplier mayStay) {
  private static final String ATTRIBUTE = Viewer.class.getName();

  /** The viewer of a permitted request. */
  public static Viewer of(Exchange request) {
    return request.req().getAttribute(ATTRIBUTE) instanceof Viewer viewer
        ? viewer
        : new Viewer("", false, null, false, () -> false);
  }

  /** Stores the viewer in the request. */
  public void keepIn(Exchange request) {
    request.req().setAttribute(ATTRIBUTE, this);
  }
}
