package dev.stepwell.spring.app;

import dev.stepwell.Function;
import dev.stepwell.Step;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Functions that the application also scans, with two constructors. */
@Component
public class ScannedBookings {
  private final BookingLog log;

  public ScannedBookings() {
    this(new BookingLog());
  }

  @Autowired
  public ScannedBookings(BookingLog log) {
    this.log = log;
  }

  @Function(id = "note-booking", event = "spring/booking.noted")
  String note(String code) {
    write(code);
    return code;
  }

  @Step
  void write(String code) {
    log.add("note " + code);
  }
}
