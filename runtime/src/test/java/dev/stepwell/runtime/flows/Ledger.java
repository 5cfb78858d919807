package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import org.springframework.jdbc.core.JdbcTemplate;

/** A function whose transactional step writes through Spring, and not through the connection that it is handed. */
public class Ledger {
  private final JdbcTemplate jdbc;
  private final Probe probe;

  public Ledger(JdbcTemplate jdbc, Probe probe) {
    this.jdbc = jdbc;
    this.probe = probe;
  }

  @Function(id = "account", event = "accounts/booking.wanted", retries = 1)
  String book(String key, int failures, Steps steps) {
    return steps.runInTransaction("book", String.class, connection -> {
      jdbc.update("insert into account (key) values (?)", key);
      probe.called(key, "attempt " + steps.attempt());
      if (steps.attempt() <= failures) {
        throw new IllegalStateException("not yet");
      }
      return "booked";
    });
  }
}
