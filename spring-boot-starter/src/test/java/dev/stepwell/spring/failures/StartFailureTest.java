package dev.stepwell.spring.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.StepwellDataSource;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Applications that cannot start say why, and what to do. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {
  private static final String URL = StarterDatabase.url();

  private static ConfigurableApplicationContext start(Class<?> configuration, String... more) {
    return startOn(URL, configuration, more);
  }

  private static ConfigurableApplicationContext startOn(
      String url, Class<?> configuration, String... more) {
    SpringApplication application = new SpringApplication(configuration);
    application.setWebApplicationType(WebApplicationType.NONE);
    List<String> arguments = new ArrayList<>(List.of(
        "--spring.datasource.url=" + url,
        "--spring.flyway.enabled=false",
        "--spring.data.jpa.repositories.enabled=false"));
    arguments.addAll(List.of(more));
    return application.run(arguments.toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Plain {
    @Bean
    OutsideBookings bookings() {
      return new OutsideBookings();
    }
  }

  @Test
  void aBeanOfThePlainClass(CapturedOutput output) {
    assertThatThrownBy(() -> start(Plain.class).close()).isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The bean bookings is a dev.stepwell.spring.outside.OutsideBookings")
        .contains("new DurableOutsideBookings(…)");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Durable {
    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void aMethodThatReturnsTheDurableObjectAsItsPlainClassIsFine() {
    try (ConfigurableApplicationContext context = start(Durable.class)) {
      assertThat(context.getBean(Stepwell.class).statistics()).hasSize(1);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Twice extends Durable {
    @Bean
    OutsideBookings others() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void twoBeansOfOneClass(CapturedOutput output) {
    assertThatThrownBy(() -> start(Twice.class).close()).isNotNull();

    assertThat(output).contains("have 2 beans: ").contains("bookings").contains("others");
  }

  @Test
  void aPoolThatIsTooSmall(CapturedOutput output) {
    assertThatThrownBy(() -> start(Durable.class, "--spring.datasource.hikari.maximum-pool-size=3")
            .close())
        .isNotNull();

    assertThat(output)
        .contains("lends 3 connections at most, but Stepwell needs 6")
        .contains("Set spring.datasource.hikari.maximum-pool-size to 6");
  }

  @Test
  void aSmallPoolIsEnoughWithoutAWorker() {
    try (ConfigurableApplicationContext context = start(
        Durable.class,
        "--spring.datasource.hikari.maximum-pool-size=3",
        "--stepwell.worker.enabled=false")) {
      assertThat(context.getBean(Stepwell.class).insights().workers()).isEmpty();
    }
  }

  @Test
  void aRoleThatMayNotCreateTheSchema(CapturedOutput output) {
    StarterDatabase.execute("create role guest login");

    assertThatThrownBy(() -> startOn(
                URL.replace("user=postgres", "user=guest"),
                Durable.class,
                "--stepwell.schema=not_there")
            .close())
        .isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Stepwell cannot use the schema of its tables")
        .contains("stepwell.migrate.enabled");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Cycle extends Durable {
    @Bean
    Middleware audit(Stepwell stepwell) {
      return new Middleware() {};
    }
  }

  @Test
  void aMiddlewareThatNeedsStepwell(CapturedOutput output) {
    assertThatThrownBy(() -> start(Cycle.class).close()).isNotNull();

    assertThat(output)
        .contains("The Stepwell bean needs a bean that needs the Stepwell bean")
        .contains("Inject EventSender instead of Stepwell");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Elsewhere extends Durable {
    @Bean
    DataSourceTransactionManager otherTransactions() {
      return new DataSourceTransactionManager(new DriverManagerDataSource(URL, "postgres", ""));
    }
  }

  @Test
  void aTransactionManagerOnAnotherDataSource(CapturedOutput output) {
    assertThatThrownBy(() -> start(Elsewhere.class).close()).isNotNull();

    assertThat(output)
        .contains("The data source of Stepwell differs from those of")
        .contains("otherTransactions is on ")
        .contains("@StepwellDataSource");
  }

  /** JPA that connects by itself, so that nothing names its data source. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Unnamed extends Durable {
    @Bean
    LocalContainerEntityManagerFactoryBean entities() {
      LocalContainerEntityManagerFactoryBean entities =
          new LocalContainerEntityManagerFactoryBean();
      entities.setPackagesToScan("dev.stepwell.spring.none");
      entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      entities.setJpaPropertyMap(
          Map.of("jakarta.persistence.jdbc.url", URL, "jakarta.persistence.jdbc.user", "postgres"));
      return entities;
    }

    @Bean
    JpaTransactionManager unnamed(EntityManagerFactory entities) {
      return new JpaTransactionManager(entities);
    }
  }

  @Test
  void aTransactionManagerThatDoesNotNameItsDataSource(CapturedOutput output) {
    assertThatThrownBy(() -> start(Unnamed.class).close()).isNotNull();

    assertThat(output)
        .contains("These transaction managers do not name their data source")
        .contains(": unnamed.")
        .contains("Set their property dataSource");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Two extends Durable {
    @Bean
    @StepwellDataSource
    DataSource marked() {
      return new DriverManagerDataSource(URL, "postgres", "");
    }

    @Bean
    DataSource other() {
      return new DriverManagerDataSource("jdbc:postgresql://localhost:1/none", "x", "");
    }
  }

  @Test
  void ofSeveralDataSourcesTheMarkedOneIsTaken() {
    try (ConfigurableApplicationContext context = start(Two.class)) {
      assertThat(context.getBean(Stepwell.class).isAlive()).isTrue();
    }
  }

  @Test
  void withoutStepwellNothingIsThere() {
    try (ConfigurableApplicationContext context =
        start(Durable.class, "--stepwell.enabled=false")) {
      assertThat(context.getBeanProvider(Stepwell.class).getIfAvailable()).isNull();
    }
  }
}
