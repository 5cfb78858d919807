package dev.stepwell.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The access rules and limits of the server.
 *
 * @param apiKeys the API keys of senders
 * @param login the login; null if there is none
 * @param access whether the application lets a request do everything; null if it does not decide
 * @param mayDecode which of the requests that may do everything may also see decoded payloads
 * @param trustForwarded whether to trust a proxy's headers about the source of a request
 * @param allowedHosts the valid Host names; empty for the default
 * @param sessionSecret the source of the key that signs sessions
 * @param maxRequestsPerSecond the maximum number of requests with events per second and sender
 * @param clock the clock of sessions and limits
 */
public record Rules(
    ApiKeys apiKeys,
    @Nullable Login login,
    @Nullable Predicate<HttpServletRequest> access,
    Predicate<HttpServletRequest> mayDecode,
    boolean trustForwarded,
    Set<String> allowedHosts,
    String sessionSecret,
    int maxRequestsPerSecond,
    InstantSource clock) {
  /** Whether all clients are users. */
  public boolean isOpen() {
    return login == null && access == null;
  }
}
