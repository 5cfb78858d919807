package dev.stepwell.server.health;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /health} and {@code /ready}: whether the process lives, and whether it can do its work. */
public final class HealthApi implements AutoCloseable {
  private final Stepwell stepwell;
  private final Readiness readiness;

  /** Tells of this process. */
  public HealthApi(Stepwell stepwell) {
    this.stepwell = stepwell;
    this.readiness = new Readiness(stepwell);
  }

  /** Adds its routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/health", this::health, Allowed.ANYONE);
    routes.get("/ready", this::ready, Allowed.ANYONE);
  }

  /** That all is well. */
  record Health(String status) {}

  /** Down only if a restart would help: not while the database cannot be reached. */
  private void health(Context request) {
    if (stepwell.health().isDead()) {
      throw new Problem(
          503, "Service Unavailable", String.valueOf(Readiness.faultOf(stepwell.health())));
    }
    request.json(new Health("up"));
  }

  /** No thread waits for the database. */
  private void ready(Context request) {
    request.future(() -> readiness.fault().thenAccept(fault -> {
      if (fault != null) {
        throw new Problem(503, "Service Unavailable", fault);
      }
      request.json(new Health("up"));
    }));
  }

  @Override
  public void close() {
    readiness.close();
  }
}
