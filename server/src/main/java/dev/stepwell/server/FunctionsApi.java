package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import io.javalin.config.RoutesConfig;

/** {@code /api/functions}: what there is to run. */
final class FunctionsApi {
  private final Stepwell stepwell;

  FunctionsApi(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/functions", request -> request.json(stepwell.functions()));
  }
}
