package dev.stepwell.server.metrics;

import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.runtime.Stepwell;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's own Prometheus registry, with metrics of the JVM, the requests and the functions. */
public final class OwnRegistry implements HttpMetrics, AutoCloseable {
  private static final String PROMETHEUS =
      "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final PrometheusMeterRegistry registry;
  private final StepwellMeters meters;
  private final MicrometerHttpMetrics requests;

  /** Starts recording. */
  public OwnRegistry(Stepwell stepwell, InstantSource clock) {
    registry = new PrometheusMeterRegistry(
        PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock(clock));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    meters = StepwellMeters.bind(stepwell, registry);
    requests = MicrometerHttpMetrics.on(registry);
  }

  private static Clock clock(InstantSource source) {
    return new Clock() {
      @Override
      public long wallTime() {
        return source.millis();
      }

      @Override
      public long monotonicTime() {
        return System.nanoTime();
      }
    };
  }

  /** Whether the Prometheus registry is on the class path. */
  public static boolean isPossible() {
    try {
      Class.forName(PROMETHEUS, false, OwnRegistry.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The Prometheus text of a registry; null if it is not a Prometheus registry. */
  static @Nullable Supplier<String> scrape(MeterRegistry registry) {
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      return prometheus::scrape;
    }
    if (registry instanceof CompositeMeterRegistry composite) {
      for (MeterRegistry each : composite.getRegistries()) {
        Supplier<String> scrape = scrape(each);
        if (scrape != null) {
          return scrape;
        }
      }
    }
    return null;
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    requests.answered(method, route, status, took);
  }

  @Override
  public @Nullable Supplier<String> scrape() {
    return requests.scrape();
  }

  @Override
  public void close() {
    meters.close();
    collections.close();
    registry.close();
  }
}
