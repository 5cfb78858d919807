package users;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.time.Duration;

/** Plans a trip: a plain class. */
public class TripFlow {
  private final Trips trips;

  public TripFlow(Trips trips) {
    this.trips = trips;
  }

  @Function(id = "plan-trip", event = "trips/trip.wanted")
  String plan(String tripId, String city, Steps steps) {
    String hotel = bookHotel(city);
    steps.sleep("let-it-settle", Duration.ofMillis(20));
    confirm(tripId, hotel, steps.connection());
    return hotel;
  }

  @Step
  String bookHotel(String city) {
    return "Grand Hotel " + city;
  }

  /** What the service writes commits together with the outcome of the step. */
  @Step(transactional = true)
  void confirm(String tripId, String hotel, Connection connection) {
    trips.confirm(tripId, hotel);
  }
}
