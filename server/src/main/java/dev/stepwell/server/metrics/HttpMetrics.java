package dev.stepwell.server.metrics;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the server counts its requests, and what it shows at {@code /metrics}. */
public interface HttpMetrics {
  /** Counts nothing and shows nothing. */
  HttpMetrics NONE = (method, route, status, took) -> {};

  /**
   * Counts a request that was answered. Streams are not counted.
   *
   * @param method the method of the route; {@code none} for a request without a route
   * @param route the template of the route, as in {@code /api/runs/{id}}; {@code none} for a request without a route
   * @param status the HTTP status of the response
   */
  void answered(String method, String route, int status, Duration took);

  /** What {@code /metrics} shows, in the text format of Prometheus; null if the server has no {@code /metrics}. */
  default @Nullable Supplier<String> scrape() {
    return null;
  }
}
