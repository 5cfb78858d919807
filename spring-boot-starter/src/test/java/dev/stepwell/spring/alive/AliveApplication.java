package dev.stepwell.spring.alive;

import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application without a web server, whose main method returns. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
public class AliveApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(AliveApplication.class, arguments);
    System.out.println("REPORT started");
  }

  @Bean
  @ConditionalOnProperty(name = "alive.functions", matchIfMissing = true)
  OutsideBookings bookings() {
    return new DurableOutsideBookings();
  }
}
