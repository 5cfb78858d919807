package dev.stepwell.spring.jackson3;

import dev.stepwell.jackson3.Jackson3Mapping;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.spring.encryption.StepwellEncryptionAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;

/**
 * Maps values with Jackson 3 and the application's modules, where {@code stepwell-jackson3} is on the class path and the application has
 * no mapping of its own.
 */
@AutoConfiguration(after = StepwellEncryptionAutoConfiguration.class)
@ConditionalOnClass(Jackson3Mapping.class)
@ConditionalOnMissingBean(ValueMapping.class)
public class StepwellJackson3AutoConfiguration {
  @Bean
  ValueMapping stepwellJackson3Mapping(ObjectProvider<JacksonModule> modules) {
    return Jackson3Mapping.withModules(modules.orderedStream().toArray(JacksonModule[]::new));
  }
}
