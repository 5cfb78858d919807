package good.trip;

import static dev.stepwell.contract.StepGraph.choice;
import static dev.stepwell.contract.StepGraph.end;
import static dev.stepwell.contract.StepGraph.guarded;
import static dev.stepwell.contract.StepGraph.loop;
import static dev.stepwell.contract.StepGraph.parallel;
import static dev.stepwell.contract.StepGraph.step;
import static dev.stepwell.contract.StepGraph.waitFor;
import static dev.stepwell.contract.StepGraph.way;

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
        .graph(
            choice(
                "passengers.size() > MAX_SEATS",
                way(
                    "yes",
                    step("ask-for-approval"),
                    waitFor("wait-for-approval", "trip/approved")),
                way("otherwise")),
            choice(
                "passengers.size() > MAX_SEATS && !isApproved(tripId, steps)",
                way("yes", end("return")),
                way("otherwise")),
            parallel("passengers", step("hold-seat")),
            guarded(
                List.of(
                    step("find-payment"),
                    step("pay")),
                List.of(
                    way(
                        "StepFailedException",
                        step("release-seats"),
                        end("throw"))),
                List.of()),
            loop("seats", step("print-ticket")))
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
