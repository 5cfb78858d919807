package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.access.Entrance;
import dev.stepwell.server.access.Rules;
import dev.stepwell.server.health.HealthApi;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Router;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.http.SecurityHeaders;
import dev.stepwell.server.intake.BodyLimits;
import dev.stepwell.server.intake.Intake;
import dev.stepwell.server.metrics.HttpMetrics;
import dev.stepwell.server.metrics.MetricsApi;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** All routes, and their dependencies. A servlet passes requests to it. */
final class HttpApi implements AutoCloseable {
  private final Routes routes = new Routes();
  private final Api api;
  private final HealthApi health;
  private final Entrance entrance;
  private final Intake intake;
  private final Router router;

  HttpApi(Stepwell stepwell, ServerSettings settings) {
    MemoryBudget budget = MemoryBudget.ofHeap();
    Rules rules = settings.rules();
    this.api = new Api(stepwell, settings.maxEvents, budget, rules.sessionSecret());
    this.health = new HealthApi(stepwell);
    this.entrance = new Entrance(rules, stepwell.logouts());
    this.intake = new Intake(
        new BodyLimits(settings.largestRequest, settings.idleTimeout), budget, entrance::knows);
    MetricsApi metrics =
        new MetricsApi(Objects.requireNonNullElse(settings.metrics, HttpMetrics.NONE));
    metrics.addTo(routes);
    entrance.addTo(routes);
    api.addTo(routes);
    health.addTo(routes);
    this.router = new Router(
        routes,
        List.of(SecurityHeaders::addTo, entrance::checkOrigin),
        List.of(entrance::checkAccess, entrance::checkType),
        Problems::answer,
        metrics::answered);
  }

  Routes routes() {
    return routes;
  }

  /** Answers a request, now or when its body has arrived. */
  void handle(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    intake.take(request, response, path, router::handle);
  }

  /** Ends the open responses. */
  void endLive() {
    api.close();
  }

  @Override
  public void close() {
    endLive();
    intake.close();
    entrance.close();
    health.close();
  }
}
