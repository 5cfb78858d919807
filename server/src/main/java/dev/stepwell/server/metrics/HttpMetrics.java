package dev.stepwell.server.metrics;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records requests, and provides the content of {@code /metrics}. */
public interface HttpMetrics {
  /** Records nothing, and has no {@code /metrics}. */
  HttpMetrics NONE = (method, route, status, took) -> {};

  /**
   * Records an answered request. Streams are not recorded.
   *
   * @param method the method of the route; {@code none} for a request without a route
   * @param route the template of the route, as in {@code /api/runs/{id}}; {@code none} for a request without a route
   * @param status the HTTP status of the response
   */
  void answered(String method, String route, int status, Duration took);

  /** The content of {@code /metrics} in the text format of Prometheus; null if the server has no {@code /metrics}. */
  default @Nullable Supplier<String> scrape() {
    return null;
  }
}
