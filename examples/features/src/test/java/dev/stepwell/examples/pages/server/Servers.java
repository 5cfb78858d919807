package dev.stepwell.examples.pages.server;

import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.ServerSettings;
import dev.stepwell.server.StepwellServer;
import dev.stepwell.server.StepwellServlet;
import dev.stepwell.server.metrics.MicrometerHttpMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;

/** The server, in a process of its own and within an application. */
class Servers {
  static StepwellServer local(Stepwell stepwell) {
    return StepwellServer.start(stepwell, 8288);
  }

  static StepwellServer open(Stepwell stepwell) {
    return StepwellServer.start(
        stepwell,
        ServerSettings.defaults()
            .host("0.0.0.0")
            .login("ops", System.getenv("STEPWELL_PASSWORD"))
            .apiKeys(System.getenv("STEPWELL_KEY"))
            .maxRequestsPerSecond(100));
  }

  static void mounted(Stepwell stepwell, ServletContext servletContext) {
    new StepwellServlet(
            stepwell, ServerSettings.defaults().access(request -> request.isUserInRole("ops")))
        .addTo(servletContext, "/ops/stepwell");
  }

  static StepwellMeters meters(Stepwell stepwell, MeterRegistry registry) {
    return StepwellMeters.bind(stepwell, registry);
  }

  static ServerSettings metered(MeterRegistry registry) {
    return ServerSettings.defaults().metrics(MicrometerHttpMetrics.on(registry));
  }
}
