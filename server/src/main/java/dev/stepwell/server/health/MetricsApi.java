package dev.stepwell.server.health;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.http.Allowed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}: the JVM, the requests and the functions in numbers, as Prometheus reads them. */
public final class MetricsApi implements AutoCloseable {
  private static final String SAMPLE = "stepwell-sample";

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final @Nullable PrometheusMeterRegistry own;
  private final MeterRegistry registry;
  private final StepwellMeters meters;

  /**
   * Counts from now on.
   *
   * @param given the registry of the application; null for one of its own, which watches the JVM too
   */
  public MetricsApi(Stepwell stepwell, @Nullable MeterRegistry given, InstantSource clock) {
    this.own = given == null ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) : null;
    this.registry = given == null ? Objects.requireNonNull(own) : given;
    if (own != null) {
      new JvmMemoryMetrics().bindTo(own);
      new JvmThreadMetrics().bindTo(own);
      new UptimeMetrics().bindTo(own);
      collections.bindTo(own);
    }
    this.meters = new StepwellMeters(stepwell, registry, clock);
  }

  /** Times all requests, and adds the route. */
  public void addTo(RoutesConfig routes) {
    routes.before(request -> request.attribute(SAMPLE, Timer.start(registry)));
    routes.after(this::count);
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      routes.get(
          "/metrics",
          request -> request
              .contentType("text/plain; version=0.0.4; charset=utf-8")
              .result(prometheus.scrape()),
          Allowed.WATCHERS);
    }
  }

  /** A path that leads nowhere is nobody's, or there would be as many timers as senders can think of paths. */
  private void count(Context request) {
    Timer.Sample sample = request.attribute(SAMPLE);
    Endpoint route = request.endpoints().matchedHttpEndpoint();
    if (sample != null && !isStream(request)) {
      sample.stop(Timer.builder("http.server.requests")
          .description("requests answered")
          .tag("method", route == null ? "none" : route.method.name())
          .tag("route", route == null ? "none" : route.path)
          .tag("status", String.valueOf(request.statusCode()))
          .register(registry));
    }
  }

  /** A stream lasts for as long as somebody looks on. */
  private static boolean isStream(Context request) {
    String type = request.res().getContentType();
    return type != null && type.startsWith("text/event-stream");
  }

  @Override
  public void close() {
    meters.close();
    collections.close();
    if (own != null) {
      own.close();
    }
  }
}
