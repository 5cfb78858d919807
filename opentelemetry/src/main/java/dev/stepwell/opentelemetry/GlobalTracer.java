package dev.stepwell.opentelemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tracer of the global instance. It is asked for late: to ask fixes the instance, and the application may set one after the middleware is created. */
final class GlobalTracer implements Supplier<Tracer> {
  private volatile @Nullable Tracer tracer;

  @Override
  public Tracer get() {
    Tracer known = tracer;
    if (known == null) {
      known = GlobalOpenTelemetry.getTracer(OpenTelemetryMiddleware.SCOPE);
      tracer = known;
    }
    return known;
  }
}
