package good.trip;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The durable form of {@link Booking}: inside a run, each step is handed to the run.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@DurableOf(Booking.class)
public class DurableBooking extends Booking {
  static final StepDefinition<Void> ASK_FOR_APPROVAL = 
      StepDefinition.<Void>of("ask-for-approval", Void.class)
          .withParameters("tripId");

  static final StepDefinition<Booking.Seat> HOLD_SEAT = 
      StepDefinition.<Booking.Seat>of("hold-seat", Booking.Seat.class)
          .withParameters("tripId", "passenger");

  static final StepDefinition<Booking.Payment> FIND_PAYMENT = 
      StepDefinition.<Booking.Payment>of("find-payment", Booking.Payment.class)
          .withParameters("tripId");

  static final StepDefinition<Void> PAY = 
      StepDefinition.<Void>of("pay", Void.class)
          .withParameters("payment", "voucher");

  static final StepDefinition<Void> RELEASE_SEATS = 
      StepDefinition.<Void>of("release-seats", Void.class)
          .withParameters("seats");

  static final StepDefinition<Void> PRINT_TICKET = 
      StepDefinition.<Void>of("print-ticket", Void.class)
          .withParameters("seat");

  public DurableBooking() {
    super();
  }

  @Override
  void askForApproval(String tripId) {
    Durable.run(ASK_FOR_APPROVAL, () -> super.askForApproval(tripId), tripId);
  }

  @Override
  Booking.Seat holdSeat(String tripId, Booking.Passenger passenger) {
    return Durable.step(HOLD_SEAT, () -> super.holdSeat(tripId, passenger), tripId, passenger);
  }

  @Override
  Booking.Payment findPayment(String tripId) {
    return Durable.step(FIND_PAYMENT, () -> super.findPayment(tripId), tripId);
  }

  @Override
  void pay(Booking.Payment payment, String voucher) {
    Durable.run(PAY, () -> super.pay(payment, voucher), payment, voucher);
  }

  @Override
  void releaseSeats(List<Booking.Seat> seats) {
    Durable.run(RELEASE_SEATS, () -> super.releaseSeats(seats), seats);
  }

  @Override
  void printTicket(Booking.Seat seat) {
    Durable.run(PRINT_TICKET, () -> super.printTicket(seat), seat);
  }
}
