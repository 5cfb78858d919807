package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.json.JavalinJackson;

/** All routes, with what they need; a server or another's servlet container listens for them. */
final class HttpApi implements AutoCloseable {
  private final ServerSettings settings;
  private final Api api;
  private final Readiness readiness;
  private final MetricsApi metrics;
  private final Javalin javalin;
  private final JavalinServlet servlet;

  HttpApi(Stepwell stepwell, ServerSettings settings) {
    this.settings = settings;
    this.api = new Api(stepwell, settings.mostEvents);
    this.readiness = new Readiness(stepwell);
    this.metrics = new MetricsApi(stepwell, settings);
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
    new HealthApi(readiness).addTo(config.routes);
    Problems.addTo(config.routes, settings.largestRequest);
  }

  private void guard(JavalinConfig config) {
    Sessions sessions = new Sessions(settings.clock);
    Access access = new Access(settings, sessions);
    config.routes.before(SecurityHeaders::addTo);
    metrics.addTo(config.routes);
    config.routes.before(new Guard(settings)::check);
    config.routes.beforeMatched(access::check);
    config.routes.beforeMatched(Guard::checkType);
    new LoginApi(settings, sessions, access).addTo(config.routes);
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
    readiness.close();
    metrics.close();
  }
}
