package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.access.Entrance;
import dev.stepwell.server.health.HealthApi;
import dev.stepwell.server.health.MetricsApi;
import dev.stepwell.server.http.Json;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.SecurityHeaders;
import dev.stepwell.server.intake.Intake;
import dev.stepwell.server.intake.Limits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.json.JavalinJackson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** All routes, with what they need; a server or another's servlet container listens for them. */
final class HttpApi implements AutoCloseable {
  private final ServerSettings settings;
  private final Api api;
  private final HealthApi health;
  private final MetricsApi metrics;
  private final Javalin javalin;
  private final JavalinServlet servlet;
  private final Entrance entrance;
  private final Intake intake;

  HttpApi(Stepwell stepwell, ServerSettings settings) {
    this.settings = settings;
    MemoryBudget budget = MemoryBudget.ofHeap();
    this.api = new Api(stepwell, settings.mostEvents, budget);
    this.health = new HealthApi(stepwell);
    this.metrics = new MetricsApi(stepwell, settings.meterRegistry, settings.clock);
    this.entrance = new Entrance(settings.rules());
    this.intake = new Intake(
        new Limits(settings.largestRequest, settings.idleTimeout), budget, entrance::knows);
    this.javalin = Javalin.create(this::configure);
    this.servlet = new JavalinServlet(javalin.unsafe);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = Long.MAX_VALUE;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(Problems::answer);
    guard(config);
    config.jsonMapper(new JavalinJackson(Json.MAPPER, false));
    api.addTo(config.routes);
    health.addTo(config.routes);
    Problems.addTo(config.routes, settings.largestRequest);
  }

  private void guard(JavalinConfig config) {
    config.routes.before(SecurityHeaders::addTo);
    metrics.addTo(config.routes);
    entrance.addTo(config.routes);
  }

  JavalinServlet servlet() {
    return servlet;
  }

  /** Answers a request, at once or when its body has arrived. */
  void handle(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    intake.take(request, response, path, servlet::handle);
  }

  /** Ends the answers that stay open. */
  void endLive() {
    api.close();
  }

  @Override
  public void close() {
    endLive();
    intake.close();
    entrance.close();
    health.close();
    metrics.close();
  }
}
