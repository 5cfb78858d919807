package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.access.Entrance;
import dev.stepwell.server.health.HealthApi;
import dev.stepwell.server.health.MetricsApi;
import dev.stepwell.server.http.Json;
import dev.stepwell.server.http.SecurityHeaders;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.json.JavalinJackson;

/** All routes, with what they need; a server or another's servlet container listens for them. */
final class HttpApi implements AutoCloseable {
  private final ServerSettings settings;
  private final Api api;
  private final HealthApi health;
  private final MetricsApi metrics;
  private final Javalin javalin;
  private final JavalinServlet servlet;

  HttpApi(Stepwell stepwell, ServerSettings settings) {
    this.settings = settings;
    this.api = new Api(stepwell, settings.mostEvents);
    this.health = new HealthApi(stepwell);
    this.metrics = new MetricsApi(stepwell, settings.meterRegistry, settings.clock);
    this.javalin = Javalin.create(this::configure);
    this.servlet = new JavalinServlet(javalin.unsafe);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = settings.largestRequest;
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
    new Entrance(settings.rules()).addTo(config.routes);
  }

  JavalinServlet servlet() {
    return servlet;
  }

  /** Ends the answers that stay open. */
  void endLive() {
    api.close();
  }

  @Override
  public void close() {
    endLive();
    health.close();
    metrics.close();
  }
}
