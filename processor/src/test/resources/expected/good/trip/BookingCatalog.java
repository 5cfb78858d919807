package good.trip;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Booking}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.trip.Booking",
    constants = {"BOOK_TRIP"}
)
public final class BookingCatalog implements Catalog {
  /**
   * The function {@code book-trip}.
   */
  public static final FunctionDefinition<DurableBooking, TripWanted, String> BOOK_TRIP = defineBookTrip();

  private static FunctionDefinition<DurableBooking, TripWanted, String> defineBookTrip() {
    return FunctionDefinition.<DurableBooking, TripWanted, String>of(
            "book-trip",
            DurableBooking.class,
            TripWanted.DEFINITION,
            String.class,
            (self, event, steps) -> self.book(event.tripId(), event.passengers(), event.voucher(), steps))
        .retries(3)
        .cancelOn("trip/cancelled", "tripId", "voucher")
        .steps(steps())
        .secretFields("number", "passport", "voucher")
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableBooking.ASK_FOR_APPROVAL,
        DurableBooking.HOLD_SEAT,
        DurableBooking.FIND_PAYMENT,
        DurableBooking.PAY,
        DurableBooking.RELEASE_SEATS,
        DurableBooking.PRINT_TICKET);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(BOOK_TRIP);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(TripWanted.DEFINITION, TripCancelled.DEFINITION);
  }
}
