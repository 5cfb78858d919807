package dev.stepwell.spring.encryption;

import dev.stepwell.encryption.EncryptingCodec;
import dev.stepwell.encryption.FieldEncryption;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.autoconfigure.StepwellInngestAutoConfiguration;
import dev.stepwell.spring.beans.DurableBeans;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Encrypts what is stored, where {@code stepwell-encryption} is on the class path and the application has no codec of its own. */
@AutoConfiguration(
    after = {StepwellAutoConfiguration.class, StepwellInngestAutoConfiguration.class})
@ConditionalOnClass(EncryptingCodec.class)
@ConditionalOnBean(DurableBeans.class)
@ConditionalOnMissingBean(PayloadCodec.class)
@ConditionalOnProperty(prefix = "stepwell.encryption", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(StepwellEncryptionProperties.class)
public class StepwellEncryptionAutoConfiguration {
  private static final String ONLY_FIELDS = "only-fields";

  @Bean
  @ConditionalOnProperty(
      prefix = "stepwell.encryption",
      name = ONLY_FIELDS,
      havingValue = "false",
      matchIfMissing = true)
  EncryptingCodec stepwellEncryptingCodec(StepwellEncryptionProperties properties) {
    return new ConfiguredKeys(properties).codec();
  }

  @Bean
  @ConditionalOnProperty(prefix = "stepwell.encryption", name = ONLY_FIELDS)
  FieldEncryption stepwellFieldEncryption(StepwellEncryptionProperties properties) {
    return new ConfiguredKeys(properties).fields();
  }

  /** Finds the marked fields. A mapping of the application needs the module of the encryption itself, or each send throws. */
  @Bean
  @ConditionalOnProperty(prefix = "stepwell.encryption", name = ONLY_FIELDS)
  @ConditionalOnMissingBean
  ValueMapping stepwellEncryptedFieldsMapping(FieldEncryption fields) {
    return JacksonMapping.withModules(fields.module());
  }
}
