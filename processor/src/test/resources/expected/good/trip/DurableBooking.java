package good.trip;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Booking}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class DurableBooking extends Booking {
  static final StepDefinition<Void> ASK_FOR_APPROVAL = StepDefinition.of("ask-for-approval", Void.class);

  static final StepDefinition<Booking.Seat> HOLD_SEAT = StepDefinition.of("hold-seat", Booking.Seat.class);

  static final StepDefinition<Booking.Payment> FIND_PAYMENT = StepDefinition.of("find-payment", Booking.Payment.class);

  static final StepDefinition<Void> PAY = StepDefinition.of("pay", Void.class);

  static final StepDefinition<Void> RELEASE_SEATS = StepDefinition.of("release-seats", Void.class);

  static final StepDefinition<Void> PRINT_TICKET = StepDefinition.of("print-ticket", Void.class);

  public DurableBooking() {
    super();
  }

  @Override
  void askForApproval(String tripId) {
    Durable.run(ASK_FOR_APPROVAL, () -> super.askForApproval(tripId));
  }

  @Override
  Booking.Seat holdSeat(String tripId, Booking.Passenger passenger) {
    return Durable.step(HOLD_SEAT, () -> super.holdSeat(tripId, passenger));
  }

  @Override
  Booking.Payment findPayment(String tripId) {
    return Durable.step(FIND_PAYMENT, () -> super.findPayment(tripId));
  }

  @Override
  void pay(Booking.Payment payment, String voucher) {
    Durable.run(PAY, () -> super.pay(payment, voucher));
  }

  @Override
  void releaseSeats(List<Booking.Seat> seats) {
    Durable.run(RELEASE_SEATS, () -> super.releaseSeats(seats));
  }

  @Override
  void printTicket(Booking.Seat seat) {
    Durable.run(PRINT_TICKET, () -> super.printTicket(seat));
  }
}
