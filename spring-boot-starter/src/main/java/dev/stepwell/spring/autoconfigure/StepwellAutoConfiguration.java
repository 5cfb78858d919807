package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.spring.StepwellDataSource;
import dev.stepwell.spring.StepwellProperties;
import dev.stepwell.spring.beans.DurableBeans;
import dev.stepwell.spring.transaction.JoiningEventSender;
import dev.stepwell.spring.transaction.OpenTransactions;
import dev.stepwell.spring.transaction.StepwellDatabase;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The {@code Stepwell} of an application with a data source, its sender, and its start and stop. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@Conditional(Backends.Postgres.class)
@ConditionalOnBean(DataSource.class)
@ConditionalOnProperty(prefix = "stepwell", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(StepwellProperties.class)
public class StepwellAutoConfiguration {
  /** The name of the bean of type {@link Stepwell}. */
  public static final String STEPWELL = "stepwell";

  @Bean
  static DurableBeans stepwellDurableBeans() {
    return new DurableBeans();
  }

  @Bean
  static OpenTransactions stepwellOpenTransactions(ListableBeanFactory beans) {
    return new OpenTransactions(beans);
  }

  @Bean
  StepwellDatabase stepwellDatabase(
      @StepwellDataSource ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
    DataSource own = marked.getIfAvailable();
    return new StepwellDatabase(own == null ? all.getObject() : own);
  }

  /** Stepwell on the database, and not in memory as in a {@code @StepwellTest}. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      prefix = "stepwell.test",
      name = "settable-time",
      havingValue = "false",
      matchIfMissing = true)
  @Import(Assembly.class)
  static class OnDatabase {
    /** Closed by the lifecycle, which waits for it no longer than the shutdown may take. */
    @Bean(name = STEPWELL, destroyMethod = "")
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    Stepwell stepwell(Assembly assembly) {
      return assembly.build();
    }

    @Bean
    @Primary
    @ConditionalOnMissingBean(value = EventSender.class, ignored = Stepwell.class)
    EventSender eventSender(
        ObjectProvider<Stepwell> stepwell,
        StepwellDatabase database,
        StepwellProperties properties) {
      return new JoiningEventSender(
          stepwell::getObject, database, properties.send().transaction());
    }

    /** The context that has the bean starts and closes it, and its child contexts do not. */
    @Bean
    @ConditionalOnBean(value = Stepwell.class, search = SearchStrategy.CURRENT)
    StepwellLifecycle stepwellLifecycle(Stepwell stepwell, StepwellProperties properties) {
      return new StepwellLifecycle(stepwell, properties.worker().enabled());
    }

    @Bean
    @ConditionalOnMissingBean(value = Stepwell.class, search = SearchStrategy.CURRENT)
    ChildFunctions stepwellChildFunctions(
        ApplicationContext context, DurableBeans durables, StepwellProperties properties) {
      return new ChildFunctions(context, durables, properties.worker().enabled());
    }

    @Bean
    @ConditionalOnProperty(TestSchema.PROPERTY)
    TestSchema stepwellTestSchema(
        StepwellDatabase database, @Value("${" + TestSchema.PROPERTY + "}") String schema) {
      return new TestSchema(database.target(), schema);
    }
  }
}
