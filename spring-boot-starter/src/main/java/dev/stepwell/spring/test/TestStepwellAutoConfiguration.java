package dev.stepwell.spring.test;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.StepwellProperties;
import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.autoconfigure.StepwellInngestAutoConfiguration;
import dev.stepwell.spring.beans.DurableBeans;
import dev.stepwell.spring.transaction.JoiningEventSender;
import dev.stepwell.spring.transaction.StepwellDatabase;
import dev.stepwell.spring.transaction.TransactionManagers;
import dev.stepwell.testing.TestStepwell;
import dev.stepwell.testing.TestStepwellBuilder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;

/** A {@link TestStepwell} in place of {@code Stepwell}, for {@link StepwellTest}. */
@AutoConfiguration(
    after = {StepwellAutoConfiguration.class, StepwellInngestAutoConfiguration.class})
@ConditionalOnClass(TestStepwell.class)
@ConditionalOnBean(DurableBeans.class)
@ConditionalOnProperty(prefix = "stepwell.test", name = "settable-time")
public class TestStepwellAutoConfiguration {
  @Bean
  static TestScope stepwellTestScope() {
    return new TestScope();
  }

  @Bean
  static CustomScopeConfigurer stepwellTestScopeConfigurer(TestScope scope) {
    CustomScopeConfigurer configurer = new CustomScopeConfigurer();
    configurer.addScope(TestScope.NAME, scope);
    return configurer;
  }

  @Bean
  @Scope(TestScope.NAME)
  TestStepwell testStepwell(
      ListableBeanFactory beans,
      DurableBeans durables,
      ObjectProvider<StepwellDatabase> databases,
      StepwellProperties properties) {
    TestStepwellBuilder builder = TestStepwell.builder()
        .backoff(properties.backoff().first(), properties.backoff().max());
    beans.getBeanProvider(Middleware.class).orderedStream().forEach(builder::middleware);
    beans.getBeanProvider(PayloadCodec.class).ifAvailable(builder::codec);
    beans.getBeanProvider(ValueMapping.class).ifAvailable(builder::json);
    databases.ifAvailable(database -> {
      builder.dataSource(database.target());
      StepTransactions transactions = TransactionManagers.of(beans, database);
      if (transactions != null) {
        builder.transactions(transactions);
      }
    });
    durables.beans().forEach(bean -> builder.register(bean.object(beans)));
    return builder.build();
  }

  @Bean
  @Primary
  EventSender eventSender(
      ObjectProvider<TestStepwell> stepwell,
      ObjectProvider<StepwellDatabase> databases,
      StepwellProperties properties) {
    EventSender outside = new TestEventSender(stepwell::getObject);
    StepwellDatabase database = databases.getIfAvailable();
    return database == null
        ? outside
        : new JoiningEventSender(() -> outside, database, properties.send().transaction());
  }
}
