package dev.stepwell.spring.tracing;

import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.autoconfigure.StepwellInngestAutoConfiguration;
import dev.stepwell.spring.beans.DurableBeans;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Observations by Micrometer, where the application has a registry of them. Where {@code stepwell-opentelemetry} traces already, they must be asked
 * for: a span would be recorded twice.
 */
@AutoConfiguration(
    after = {
      StepwellAutoConfiguration.class,
      StepwellInngestAutoConfiguration.class,
      StepwellTracingAutoConfiguration.class
    },
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({DurableBeans.class, ObservationRegistry.class})
@ConditionalOnProperty(prefix = "stepwell.observations", name = "enabled", matchIfMissing = true)
@Conditional(StepwellObservationAutoConfiguration.AskedForOrAlone.class)
public class StepwellObservationAutoConfiguration {
  @Bean
  @Order(MiddlewareOrder.TRACING)
  ObservationMiddleware stepwellObservationMiddleware(
      ObservationRegistry registry, ApplicationContext context) {
    return new ObservationMiddleware(registry, context.getClassLoader());
  }

  /** Tags of meters, where there are meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterFilter.class)
  static class Meters {
    @Bean
    static MeterFilter stepwellErrorTags() {
      return new ErrorTags();
    }
  }

  /** Whether they are asked for, or nothing else traces. */
  static final class AskedForOrAlone extends AnyNestedCondition {
    AskedForOrAlone() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(prefix = "stepwell.observations", name = "enabled")
    static final class AskedFor {}

    @ConditionalOnMissingBean(type = "dev.stepwell.opentelemetry.OpenTelemetryMiddleware")
    static final class Alone {}
  }
}
