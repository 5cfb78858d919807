package dev.stepwell.server.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, found out once, on the thread that the container has given to it.
 *
 * @param user the name of the user; null if it is unknown
 * @param isUser whether the client has logged in, or the application lets it in
 * @param isSession whether that is because of a session of ours
 * @param key which of the API keys the request brings; null if none
 */
record Identity(
    @Nullable String user,
    boolean isUser,
    boolean isSession,
    @Nullable Integer key) {
  /** Whether the request comes from a user or brings an API key. */
  boolean isKnown() {
    return isUser || key != null;
  }

  /** The key by its number, for counting; the address for a request without one. */
  String sender(String address) {
    return key == null ? address : "key " + Objects.requireNonNull(key);
  }
}
