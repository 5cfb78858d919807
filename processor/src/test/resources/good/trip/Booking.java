package good.trip;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;

public class Booking {
  private static final int MAX_SEATS = 9;

  public record Passenger(String name, @Secret String passport) {}

  public record Seat(String flight, String place) {}

  public sealed interface Payment permits Card, Invoice {}

  public record Card(@Secret String number) implements Payment {}

  public record Invoice(String address) implements Payment {}

  @Function(id = "book-trip", event = "trip/wanted")
  @CancelOn(event = "trip/cancelled", match = {"tripId", "voucher"})
  String book(String tripId, List<Passenger> passengers, @Secret String voucher, Steps steps) {
    if (passengers.size() > MAX_SEATS && !isApproved(tripId, steps)) {
      return "not approved";
    }
    List<Seat> seats = steps.forEach(passengers, passenger -> holdSeat(tripId, passenger));
    try {
      pay(findPayment(tripId), voucher);
    } catch (StepFailedException e) {
      releaseSeats(seats);
      throw e;
    }
    for (Seat seat : seats) {
      printTicket(seat);
    }
    return "booked";
  }

  private boolean isApproved(String tripId, Steps steps) {
    askForApproval(tripId);
    return steps
        .waitForEvent(
            "wait-for-approval", TripApprovedCatalog.where().tripId(tripId), Duration.ofDays(2))
        .isPresent();
  }

  @Step
  void askForApproval(String tripId) {}

  @Step
  Seat holdSeat(String tripId, Passenger passenger) {
    return new Seat(tripId, passenger.name());
  }

  @Step
  Payment findPayment(String tripId) {
    return new Invoice(tripId);
  }

  @Step
  void pay(Payment payment, String voucher) {}

  @Step
  void releaseSeats(List<Seat> seats) {}

  @Step
  void printTicket(Seat seat) {}
}
