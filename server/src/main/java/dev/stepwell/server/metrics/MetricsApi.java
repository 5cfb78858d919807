package dev.stepwell.server.metrics;

import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Route;
import dev.stepwell.server.http.Routes;
import java.time.Duration;
import java.util.function.Supplier;

/** {@code /metrics}, and the recording of all requests. */
public final class MetricsApi {
  private final HttpMetrics metrics;

  /** Records requests in these metrics, and serves them. */
  public MetricsApi(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  /** Adds the route, if there are metrics to serve. */
  public void addTo(Routes routes) {
    Supplier<String> scrape = metrics.scrape();
    if (scrape != null) {
      routes.get(
          "/metrics",
          request ->
              request.contentType("text/plain; version=0.0.4; charset=utf-8").result(scrape.get()),
          Allowed.WATCHERS);
    }
  }

  /** Records a request. All requests without a route count as one, so that clients cannot create timers. */
  public void answered(Exchange request, long nanos) {
    Route route = request.route();
    if (!isStream(request)) {
      metrics.answered(
          route == null ? "none" : route.method(),
          route == null ? "none" : route.path().toString(),
          request.res().getStatus(),
          Duration.ofNanos(nanos));
    }
  }

  /** A stream lasts until its reader disconnects. */
  private static boolean isStream(Exchange request) {
    String type = request.res().getContentType();
    return type != null && type.startsWith("text/event-stream");
  }
}
