package dev.stepwell.server.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, determined once, on the container's thread.
 *
 * @param user the name of the user; null if unknown
 * @param isUser whether the client has logged in, or the application permits the request
 * @param mayDecode whether the settings admit the user to decoded payloads
 * @param isSession whether the client has a session of this server
 * @param key the number of the API key of the request; null if none
 */
record Identity(
    @Nullable String user,
    boolean isUser,
    boolean mayDecode,
    boolean isSession,
    @Nullable Integer key) {
  /** Whether the request comes from a user or contains an API key. */
  boolean isKnown() {
    return isUser || key != null;
  }

  /** The key by its number, for counting; the address for a request without a key. */
  String sender(String address) {
    return key == null ? address : "key " + Objects.requireNonNull(key);
  }
}
