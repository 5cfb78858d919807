package dev.stepwell.testing.flows;

import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.CronTick;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Functions of a travel agency that use most features of flows. */
public class Trips {
  private final ClaimsDesk desk;

  /** Uses this desk. */
  public Trips(ClaimsDesk desk) {
    this.desk = desk;
  }

  /** The outcome of a trip. */
  public record Itinerary(List<String> rooms, int paid) {}

  @Function(
      id = "book-trip",
      event = "trips/trip.wanted",
      backoff = @Backoff(first = "1s", longest = "1m"))
  @CancelOn(event = "trips/trip.cancelled", match = "traveller")
  Itinerary book(String traveller, List<String> cities, Steps steps) {
    List<String> rooms = steps.forEach(cities, city -> reserve(traveller, city));
    steps.sleep("sleep-on-it", Duration.ofDays(1));
    Optional<PassportChecked> passport = steps.waitForEvent(
        "passport", PassportCheckedCatalog.where().traveller(traveller), Duration.ofDays(7));
    if (passport.isEmpty()) {
      steps.run("release", () -> desk.release(traveller));
      return new Itinerary(List.of(), 0);
    }
    int paid =
        steps.invoke("pay", Functions.PAY, new TripsPaymentWanted(traveller, 100 * rooms.size()));
    steps.send("tell", new TripsTripBooked(traveller, paid));
    return new Itinerary(rooms, paid);
  }

  @Step
  String reserve(String traveller, String city) throws IOException {
    return desk.reserve(traveller, city);
  }

  @OnFailure("book-trip")
  void release(String traveller, Failure failure, Steps steps) {
    steps.run("release", () -> desk.release(traveller + " after " + failure.stepId()));
  }

  @Function(id = "enter-trip", event = "trips/trip.booked", idempotencyKey = "traveller")
  void enter(String traveller, int paid, Steps steps) {
    write(steps.connection(), traveller, paid);
  }

  @Step(transactional = true)
  void write(Connection connection, String traveller, int paid) {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into trip (traveller, paid) values (?, ?)")) {
      insert.setString(1, traveller);
      insert.setInt(2, paid);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Function(id = "report", cron = "0 6 * * *", timeZone = "Europe/Berlin")
  String report(CronTick tick, Steps steps) {
    return steps.run("write", String.class, () -> "trips by " + tick.time());
  }

  @Function(
      id = "upgrade",
      event = "trips/upgrade.wanted",
      condition = "event.data.miles >= 1000 && event.data.traveller != 'eve'")
  @CancelOn(
      event = "trips/flight.cancelled",
      condition = "event.data.flight == async.data.flight && async.data.reason != 'drill'")
  void upgrade(String traveller, String flight, int miles, Steps steps) {
    steps.sleep("wait-for-seat", Duration.ofDays(3));
  }
}
