package dev.stepwell.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hints for what Stepwell calls by reflection. */
@Timeout(180)
class StepwellHintsTest {
  private final RuntimeHints hints = new RuntimeHints();

  @BeforeEach
  void register() {
    new StepwellHints().registerHints(hints, getClass().getClassLoader());
  }

  @Test
  void transactionManagersNameTheirDataSource() throws Exception {
    assertThat(RuntimeHintsPredicates.reflection()
            .onType(TypeReference.of("org.springframework.orm.jpa.JpaTransactionManager")))
        .accepts(hints);
    assertThat(RuntimeHintsPredicates.reflection()
            .onMethod(
                "org.springframework.orm.hibernate5.HibernateTransactionManager", "getDataSource")
            .invoke())
        .accepts(hints);
  }

  /** An application with health groups. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Application {
    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void healthGroupsAreReplaced(boolean probes) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context = application.run(
        "--spring.datasource.url=" + StarterDatabase.url(),
        "--stepwell.worker.enabled=false",
        "--spring.flyway.enabled=false",
        "--spring.data.jpa.repositories.enabled=false",
        "--management.endpoint.health.probes.enabled=" + probes,
        "--management.endpoint.health.group.readiness.include=db")) {
      HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
      HealthEndpointGroup readiness = Objects.requireNonNull(groups.get("readiness"));

      assertThat(readiness.isMember("stepwell")).isTrue();
      for (Object replaced : List.of(groups, readiness)) {
        assertThat(Proxy.isProxyClass(replaced.getClass())).isTrue();
        Class<?>[] interfaces = replaced.getClass().getInterfaces();
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(interfaces)).accepts(hints);
        for (Class<?> one : interfaces) {
          assertThat(RuntimeHintsPredicates.reflection()
                  .onMethod(one.getMethods()[0])
                  .invoke())
              .accepts(hints);
        }
      }
    }
  }
}
