package dev.stepwell.spring.details;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import dev.stepwell.spring.outside.SpringOutsideWanted;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A database that the application knows by connection details, as {@code @ServiceConnection} and Docker Compose declare them. */
@Timeout(180)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "stepwell.worker.enabled=true",
      "spring.flyway.enabled=false",
      "spring.data.jpa.repositories.enabled=false",
      "spring.datasource.url=jdbc:postgresql://localhost:1/not_this_one"
    })
class ConnectionDetailsTest {
  @Autowired
  private Stepwell stepwell;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Application {
    @Bean
    JdbcConnectionDetails details() {
      String url = StarterDatabase.url();
      return new JdbcConnectionDetails() {
        @Override
        public String getUsername() {
          return "postgres";
        }

        @Override
        public String getPassword() {
          return "";
        }

        @Override
        public String getJdbcUrl() {
          return url;
        }
      };
    }

    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  @Test
  void runsAreExecutedThere() throws Exception {
    Run run = stepwell.await(
        stepwell.send(new SpringOutsideWanted("c1")).runIds().get(0), Duration.ofSeconds(60));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
  }
}
