package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.StepwellBuilder;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.StepwellCustomizer;
import dev.stepwell.spring.StepwellProperties;
import dev.stepwell.spring.beans.DurableBean;
import dev.stepwell.spring.beans.DurableBeans;
import dev.stepwell.spring.transaction.StepwellDatabase;
import dev.stepwell.spring.transaction.TransactionManagers;
import java.time.Duration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/** Puts a {@link Stepwell} together: from the properties, and from what the application declares as beans. */
final class Assembly {
  private final ConfigurableListableBeanFactory beans;
  private final Environment environment;
  private final StepwellProperties properties;
  private final StepwellDatabase database;
  private final DurableBeans durables;

  Assembly(
      ConfigurableListableBeanFactory beans,
      Environment environment,
      StepwellProperties properties,
      StepwellDatabase database,
      DurableBeans durables) {
    this.beans = beans;
    this.environment = environment;
    this.properties = properties;
    this.database = database;
    this.durables = durables;
  }

  Stepwell build() {
    if (properties.worker().enabled() && !durables.beans().isEmpty()) {
      PoolSize.check(database.target(), properties.worker());
    }
    StepwellBuilder builder = Stepwell.on(database.target());
    applyProperties(builder);
    applyWorker(builder, properties.worker());
    applyBeans(builder);
    durables.beans().forEach(bean -> register(builder, bean, bean.type()));
    beans
        .getBeanProvider(StepwellCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(builder));
    if (beans.containsBean(TestSchema.BEAN)) {
      beans.getBean(TestSchema.BEAN);
      beans.registerDependentBean(TestSchema.BEAN, StepwellAutoConfiguration.STEPWELL);
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private void applyProperties(StepwellBuilder builder) {
    builder
        .schema(properties.schema())
        .migrate(properties.migrate().enabled())
        .waitForDatabase(properties.waitForDatabase())
        .retention(properties.retention())
        .sendTimeout(properties.send().timeout())
        .backoff(properties.backoff().first(), properties.backoff().max());
  }

  private void applyWorker(StepwellBuilder builder, StepwellProperties.Worker worker) {
    builder
        .maxConcurrentRuns(worker.maxConcurrentRuns())
        .maxConcurrentTransactions(worker.maxConcurrentTransactions())
        .lease(worker.lease())
        .beat(worker.beat())
        .grace(Grace.within(worker.grace(), phaseTimeout()))
        .virtualThreads(
            environment.getProperty("spring.threads.virtual.enabled", Boolean.class, true));
    if (worker.name() != null) {
      builder.workerName(worker.name());
    }
    if (worker.recordInputs()) {
      builder.recordInputs();
    }
  }

  private Duration phaseTimeout() {
    return DurationStyle.detectAndParse(
        environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase", "30s"));
  }

  private void applyBeans(StepwellBuilder builder) {
    beans.getBeanProvider(Middleware.class).orderedStream().forEach(builder::middleware);
    beans.getBeanProvider(PayloadCodec.class).ifAvailable(builder::codec);
    beans.getBeanProvider(ValueMapping.class).ifAvailable(builder::json);
    StepTransactions transactions = TransactionManagers.of(beans, database);
    if (transactions != null) {
      builder.transactions(transactions);
    }
  }

  private <T> void register(StepwellBuilder builder, DurableBean bean, Class<T> type) {
    builder.register(type, () -> type.cast(bean.object(beans)));
  }

  private static StepwellConfigurationException refused(IllegalArgumentException cause) {
    StepwellConfigurationException failure = new StepwellConfigurationException(
        "Stepwell rejects its settings: " + cause.getMessage() + ".",
        "Change the property stepwell.*, or the StepwellCustomizer, that sets this.");
    failure.initCause(cause);
    return failure;
  }
}
