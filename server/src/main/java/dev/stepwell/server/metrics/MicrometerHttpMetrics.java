package dev.stepwell.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records requests in a Micrometer registry, as timers named {@code stepwell.http.requests}. If it is a Prometheus
 * registry, {@code /metrics} serves its whole content.
 */
public final class MicrometerHttpMetrics implements HttpMetrics {
  private final MeterRegistry registry;
  private final @Nullable Supplier<String> scrape;

  private MicrometerHttpMetrics(MeterRegistry registry, @Nullable Supplier<String> scrape) {
    this.registry = registry;
    this.scrape = scrape;
  }

  /** Records in this registry. */
  public static MicrometerHttpMetrics on(MeterRegistry registry) {
    return new MicrometerHttpMetrics(
        registry, OwnRegistry.isPossible() ? OwnRegistry.scrape(registry) : null);
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("stepwell.http.requests")
        .description("requests answered by the API and the dashboard of Stepwell")
        .tag("method", method)
        .tag("route", route)
        .tag("status", String.valueOf(status))
        .register(registry)
        .record(took);
  }

  @Override
  public @Nullable Supplier<String> scrape() {
    return scrape;
  }
}
