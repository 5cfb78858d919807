package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestEndpointBuilder;
import dev.stepwell.inngest.InngestSettings;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.StepwellInngestProperties;
import dev.stepwell.spring.StepwellProperties;
import dev.stepwell.spring.beans.DurableBeans;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Creates the endpoint for an Inngest server: from the settings, and from the beans of the application. */
final class InngestAssembly {
  private static final String NAME = "spring.application.name";
  private static final String DEFAULT_ID = "application";

  private final ConfigurableListableBeanFactory beans;
  private final InngestSettings settings;
  private final DurableBeans durables;

  InngestAssembly(
      ConfigurableListableBeanFactory beans, InngestSettings settings, DurableBeans durables) {
    this.beans = beans;
    this.settings = settings;
    this.durables = durables;
  }

  /** The settings in the properties, and in the variables of Inngest's SDKs. */
  static InngestSettings settings(Environment environment, StepwellInngestProperties properties) {
    String appId = Objects.requireNonNullElseGet(
        properties.appId(), () -> environment.getProperty(NAME, DEFAULT_ID));
    try {
      InngestSettings settings = InngestSettings.of(appId, environment::getProperty);
      InngestSettings mounted =
          properties.path() == null ? settings : settings.path(properties.path());
      InngestSettings sending = properties.clearEvents() ? mounted.withClearEvents() : mounted;
      return properties.checkpoints() ? sending : sending.withoutCheckpoints();
    } catch (IllegalArgumentException e) {
      throw refused(
          "The settings for the Inngest server are invalid",
          e,
          "Change stepwell.inngest.* or INNGEST_*.");
    }
  }

  /** Rejects a promise that a server cannot keep. */
  static void checkSend(StepwellProperties.Send send) {
    if (send.transaction() == StepwellProperties.SendTransaction.REQUIRE) {
      throw new StepwellConfigurationException(
          "stepwell.send.transaction is require, but an event for an Inngest server is not part of a transaction.",
          "Remove the property, and send after the commit.");
    }
  }

  InngestEndpoint build() {
    checkServer();
    InngestEndpointBuilder builder = InngestEndpoint.builder(settings);
    beans.getBeanProvider(Middleware.class).orderedStream().forEach(builder::middleware);
    beans.getBeanProvider(PayloadCodec.class).ifAvailable(builder::codec);
    beans.getBeanProvider(ValueMapping.class).ifAvailable(builder::json);
    durables.beans().forEach(bean -> builder.register(bean.object(beans)));
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw refused(
          "The application cannot run on an Inngest server",
          e,
          "Change the functions named above, or set stepwell.backend to postgres.");
    }
  }

  /** Rejects functions that nothing could call. */
  private void checkServer() {
    if (!durables.beans().isEmpty()
        && !beans.containsBean(StepwellInngestWebAutoConfiguration.SERVLET)) {
      throw new StepwellConfigurationException(
          "The application has functions but no servlet web server, so an Inngest server cannot call them.",
          "Add spring-boot-starter-web, or set stepwell.worker.enabled to false in a process that only sends.");
    }
  }

  private static StepwellConfigurationException refused(
      String what, IllegalArgumentException cause, String action) {
    StepwellConfigurationException failure =
        new StepwellConfigurationException(what + ": " + cause.getMessage() + ".", action);
    failure.initCause(cause);
    return failure;
  }
}
