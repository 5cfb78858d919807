package dev.stepwell.server.health;

import dev.stepwell.metrics.StepwellHealth;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;

/** {@code /health} and {@code /ready}: whether the process lives, and whether it is ready to work. */
public final class HealthApi implements AutoCloseable {
  private final StepwellHealth health;

  /** Reports the health of this process. */
  public HealthApi(Stepwell stepwell) {
    this.health = new StepwellHealth(stepwell);
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/health", this::health, Allowed.ANYONE);
    routes.get("/ready", this::ready, Allowed.ANYONE);
  }

  /** The answer of a healthy process. */
  record Health(String status) {}

  /** Down only if a restart would help, so not while the database is unreachable. */
  private void health(Exchange request) {
    String fault = health.fault();
    if (fault != null) {
      throw new Problem(503, "Service Unavailable", fault);
    }
    request.json(new Health("up"));
  }

  /** No thread waits for the database. */
  private void ready(Exchange request) {
    request.later(health.readiness().thenAccept(fault -> {
      if (fault != null) {
        throw new Problem(503, "Service Unavailable", fault);
      }
      request.json(new Health("up"));
    }));
  }

  @Override
  public void close() {
    health.close();
  }
}
