package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The Actuator endpoint {@code stepwell}. */
@AutoConfiguration(after = StepwellAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Stepwell.class)
public class StepwellEndpointAutoConfiguration {
  @Bean
  @ConditionalOnAvailableEndpoint
  StepwellEndpoint stepwellEndpoint(Stepwell stepwell) {
    return new StepwellEndpoint(stepwell);
  }
}
