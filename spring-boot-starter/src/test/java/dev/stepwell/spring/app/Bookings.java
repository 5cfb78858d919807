package dev.stepwell.spring.app;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;

/** Functions without an annotation of Spring; the constructor is injected all the same. */
public class Bookings {
  private final BookingService service;
  private final BookingLog log;
  private final String prefix;

  public Bookings(
      BookingService service, BookingLog log, @Value("${booking.prefix:seat-}") String prefix) {
    this.service = service;
    this.log = log;
    this.prefix = prefix;
  }

  @Function(id = "book-seat", event = "spring/booking.wanted")
  String book(String code, int failures, Steps steps) {
    String thread = look();
    save(code, failures, steps.connection());
    steps.sleep("let-it-settle", Duration.ofMillis(failures == 0 ? 1 : 2));
    return thread;
  }

  @Step
  String look() {
    return Thread.currentThread().getName().isEmpty() ? "virtual" : "platform";
  }

  @Step(transactional = true)
  void save(String code, int failures, Connection connection) {
    service.save(prefix + code);
    log.add("save " + code);
    if (log.lines().stream().filter(("save " + code)::equals).count() <= failures) {
      throw new IllegalStateException("not yet");
    }
  }
}
