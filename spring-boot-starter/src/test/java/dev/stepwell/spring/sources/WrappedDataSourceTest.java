package dev.stepwell.spring.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import dev.stepwell.spring.outside.SpringOutsideWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.UserCredentialsDataSourceAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wrappers of a data source that change its connections. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class WrappedDataSourceTest {
  private static final String URL = StarterDatabase.url();

  private static ConfigurableApplicationContext start(Class<?> configuration, String... more) {
    SpringApplication application = new SpringApplication(configuration);
    application.setWebApplicationType(WebApplicationType.NONE);
    List<String> arguments = new ArrayList<>(
        List.of("--spring.flyway.enabled=false", "--spring.data.jpa.repositories.enabled=false"));
    arguments.addAll(List.of(more));
    return application.run(arguments.toArray(String[]::new));
  }

  private static DataSource loggingInAs(String user, DataSource target) {
    UserCredentialsDataSourceAdapter adapter = new UserCredentialsDataSourceAdapter();
    adapter.setTargetDataSource(target);
    adapter.setUsername(user);
    adapter.setPassword("secret");
    return adapter;
  }

  /** A data source that logs in as another user, in a proxy that knows the transactions of Spring. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class AsKeeper {
    @Bean
    DataSource dataSource() {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(URL);
      return new TransactionAwareDataSourceProxy(loggingInAs("keeper", database));
    }

    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
      return new DataSourceTransactionManager(dataSource);
    }

    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void stepwellLogsInAsTheDataSourceDoes() throws Exception {
    StarterDatabase.execute("create role keeper login superuser");

    try (ConfigurableApplicationContext context = start(AsKeeper.class, "--stepwell.schema=kept")) {
      JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
      assertThat(jdbc.queryForList(
              "select distinct tableowner from pg_tables where schemaname = 'kept'", String.class))
          .containsExactly("keeper");

      Sent sent = new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
          .execute(status -> {
            Sent joined = context.getBean(EventSender.class).send(new SpringOutsideWanted("w"));
            assertThat(jdbc.queryForObject(
                    "select count(*) from kept.run where id = ?",
                    Long.class,
                    joined.runIds().get(0)))
                .isOne();
            assertThat(run(context, joined)).isNull();
            return joined;
          });
      Run run = context.getBean(Stepwell.class).await(sent.runIds().get(0), Duration.ofSeconds(60));
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  private static Run run(ConfigurableApplicationContext context, Sent sent) {
    return context.getBean(Stepwell.class).runs().run(sent.runIds().get(0)).orElse(null);
  }

  /** Transactions for another user of the same database. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class AsTwoUsers {
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    AsTwoUsers() {
      database.setUrl(URL);
    }

    @Bean
    DataSource dataSource() {
      return loggingInAs("postgres", database);
    }

    @Bean
    PlatformTransactionManager guests() {
      return new DataSourceTransactionManager(loggingInAs("guest", database));
    }

    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void twoUsersOfADatabaseAreTwoDataSources(CapturedOutput output) {
    assertThatThrownBy(() -> start(AsTwoUsers.class).close()).isNotNull();

    assertThat(output)
        .contains("The data source of Stepwell differs from those of")
        .contains("guests is on ");
  }

  /** A pool that the application wraps, which is too small for a worker. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class SmallPool {
    @Bean
    DataSource dataSource() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(URL);
      pool.setMaximumPoolSize(8);
      return new DelegatingDataSource(pool);
    }

    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void aPoolWithinAWrapperIsLargeEnoughForTheConnectionsThatStepwellKeeps(CapturedOutput output) {
    assertThatThrownBy(() -> start(SmallPool.class).close()).isNotNull();
    assertThat(output).contains("lends 8 connections at most, but Stepwell needs 9");

    try (ConfigurableApplicationContext context =
        start(SmallPool.class, "--stepwell.worker.max-concurrent-transactions=3")) {
      assertThat(context.getBean(Stepwell.class).isAlive()).isTrue();
    }
  }
}
