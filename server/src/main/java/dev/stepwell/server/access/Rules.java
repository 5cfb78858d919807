package dev.stepwell.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, and how much of it, as the settings of the server say.
 *
 * @param apiKeys the keys of those who send events
 * @param login who may log in; null if nobody can
 * @param access whether the application lets a request do everything; null if it is not asked
 * @param trustForwarded whether a proxy is believed where a request comes from
 * @param allowedHosts the names that requests may have as their Host; empty for the usual ones
 * @param sessionSecret what the key follows from that signs sessions
 * @param maxRequestsPerSecond how many requests with events a second a sender may make
 * @param clock what tells the time to sessions and limits
 */
public record Rules(
    ApiKeys apiKeys,
    @Nullable Login login,
    @Nullable Predicate<HttpServletRequest> access,
    boolean trustForwarded,
    Set<String> allowedHosts,
    String sessionSecret,
    int maxRequestsPerSecond,
    InstantSource clock) {
  /** Whether whoever reaches the server is a user. */
  public boolean isOpen() {
    return login == null && access == null;
  }
}
