package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestEndpoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Registers the endpoint with a development server, once the application accepts requests. */
final class InngestSelfRegistration implements ApplicationListener<ApplicationReadyEvent> {
  private final ObjectProvider<InngestEndpoint> endpoint;
  private final String path;

  InngestSelfRegistration(ObjectProvider<InngestEndpoint> endpoint, String path) {
    this.endpoint = endpoint;
    this.path = path;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    Environment environment = event.getApplicationContext().getEnvironment();
    String port = environment.getProperty("local.server.port");
    if (port != null) {
      String scheme = environment.containsProperty("server.ssl.bundle")
              || environment.containsProperty("server.ssl.key-store")
              || environment.containsProperty("server.ssl.certificate")
          ? "https"
          : "http";
      String context = environment.getProperty("server.servlet.context-path", "");
      endpoint.getObject().registerInBackground(scheme + "://localhost:" + port + context + path);
    }
  }
}
