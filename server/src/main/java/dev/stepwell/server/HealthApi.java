package dev.stepwell.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /health} and {@code /ready}: whether the process lives, and whether it can do its work. */
final class HealthApi {
  private final Readiness readiness;

  HealthApi(Readiness readiness) {
    this.readiness = readiness;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/health", request -> request.json(new Health("up")), Allowed.ANYONE);
    routes.get("/ready", this::ready, Allowed.ANYONE);
  }

  /** That all is well. */
  record Health(String status) {}

  private void ready(Context request) {
    String fault = readiness.fault();
    if (fault != null) {
      throw new Problem(503, "Service Unavailable", fault);
    }
    request.json(new Health("up"));
  }
}
