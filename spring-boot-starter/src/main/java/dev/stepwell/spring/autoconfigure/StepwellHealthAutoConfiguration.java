package dev.stepwell.spring.autoconfigure;

import dev.stepwell.metrics.StepwellHealth;
import dev.stepwell.runtime.Stepwell;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of Stepwell, as a component of Actuator's and of its readiness group. */
@AutoConfiguration(
    after = StepwellAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration",
      "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration"
    })
@ConditionalOnBean(Stepwell.class)
@ConditionalOnProperty(
    prefix = "management.health.stepwell",
    name = "enabled",
    matchIfMissing = true)
public class StepwellHealthAutoConfiguration {
  /** The name of the component. */
  static final String COMPONENT = "stepwell";

  @Bean
  StepwellHealth stepwellHealth(Stepwell stepwell) {
    return new StepwellHealth(stepwell);
  }

  /** For Boot 3.5. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class OfBoot3 {
    @Bean
    Boot3Health stepwellHealthIndicator(StepwellHealth health) {
      return new Boot3Health(health);
    }

    @Bean
    static Boot3Readiness stepwellReadiness() {
      return new Boot3Readiness();
    }
  }

  /** For Boot 4, where health is in a module of its own. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
  static class OfBoot4 {
    @Bean
    Boot4Health stepwellHealthIndicator(StepwellHealth health) {
      return new Boot4Health(health);
    }

    /** The groups are of Actuator, which an application with health need not have. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
    static class OfActuator {
      @Bean
      static Boot4Readiness stepwellReadiness() {
        return new Boot4Readiness();
      }
    }
  }
}
