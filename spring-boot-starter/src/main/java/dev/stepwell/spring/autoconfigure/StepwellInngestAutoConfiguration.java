package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestEventSender;
import dev.stepwell.inngest.InngestEventSenderBuilder;
import dev.stepwell.inngest.InngestSettings;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.StepwellInngestProperties;
import dev.stepwell.spring.StepwellProperties;
import dev.stepwell.spring.beans.DurableBeans;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The endpoint of an application whose runs are stored on an Inngest server, and its sender. */
@AutoConfiguration
@Conditional(Backends.Inngest.class)
@ConditionalOnProperty(prefix = "stepwell", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties({StepwellProperties.class, StepwellInngestProperties.class})
public class StepwellInngestAutoConfiguration {
  @Bean
  static DurableBeans stepwellDurableBeans() {
    return new DurableBeans();
  }

  @Bean
  @ConditionalOnMissingBean
  InngestSettings stepwellInngestSettings(
      Environment environment, StepwellInngestProperties properties) {
    return InngestAssembly.settings(environment, properties);
  }

  /** An Inngest server, and not a store in memory as in a {@code @StepwellTest}. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      prefix = "stepwell.test",
      name = "settable-time",
      havingValue = "false",
      matchIfMissing = true)
  @Import(InngestAssembly.class)
  static class OnServer {
    @Bean
    @Primary
    @ConditionalOnMissingBean(EventSender.class)
    EventSender eventSender(
        InngestSettings settings,
        StepwellProperties properties,
        ObjectProvider<Middleware> middleware,
        ObjectProvider<PayloadCodec> codec,
        ObjectProvider<ValueMapping> mapping) {
      InngestAssembly.checkSend(properties.send());
      InngestEventSenderBuilder builder =
          InngestEventSender.builder(settings).middleware(new SendMiddleware(middleware));
      codec.ifAvailable(builder::codec);
      mapping.ifAvailable(builder::json);
      return builder.build();
    }

    @Bean
    @ConditionalOnProperty(
        prefix = "stepwell.worker",
        name = "enabled",
        havingValue = "true",
        matchIfMissing = true)
    InngestEndpoint stepwellInngestEndpoint(InngestAssembly assembly) {
      return assembly.build();
    }
  }
}
