package dev.stepwell.spring.tracing;

import dev.stepwell.opentelemetry.OpenTelemetryMiddleware;
import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.autoconfigure.StepwellInngestAutoConfiguration;
import dev.stepwell.spring.beans.DurableBeans;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Traces by OpenTelemetry, where {@code stepwell-opentelemetry} is on the class path. */
@AutoConfiguration(
    after = {StepwellAutoConfiguration.class, StepwellInngestAutoConfiguration.class})
@ConditionalOnClass({OpenTelemetryMiddleware.class, OpenTelemetry.class})
@ConditionalOnBean(DurableBeans.class)
@ConditionalOnProperty(prefix = "stepwell.tracing", name = "enabled", matchIfMissing = true)
public class StepwellTracingAutoConfiguration {
  /** By the bean of the application, or else by the global instance, which an agent sets. */
  @Bean
  @Order(MiddlewareOrder.TRACING)
  @ConditionalOnMissingBean
  OpenTelemetryMiddleware stepwellOpenTelemetryMiddleware(ObjectProvider<OpenTelemetry> known) {
    OpenTelemetry openTelemetry = known.getIfUnique();
    return openTelemetry == null
        ? OpenTelemetryMiddleware.create()
        : OpenTelemetryMiddleware.on(openTelemetry);
  }
}
