package good.trip;

import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link BookingCatalog#BOOK_TRIP}.
   */
  public static final FunctionRef<TripWanted, String> BOOK_TRIP = BookingCatalog.BOOK_TRIP;

  private Functions() {
  }
}
