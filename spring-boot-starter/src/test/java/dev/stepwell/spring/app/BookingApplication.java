package dev.stepwell.spring.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application as a user writes it. */
@SpringBootApplication
public class BookingApplication {
  @Bean
  BookingLog bookingLog() {
    return new BookingLog();
  }
}
