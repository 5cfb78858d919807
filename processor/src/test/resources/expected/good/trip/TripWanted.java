package good.trip;

import dev.stepwell.Secret;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code trip/wanted}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record TripWanted(String tripId, List<Booking.Passenger> passengers,
    @Secret String voucher) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<TripWanted> DEFINITION = 
      new EventDefinition<>(
          "trip/wanted",
          TripWanted.class,
          "{\"type\":\"object\",\"properties\":{\"tripId\":{\"type\":\"string\"},\"passengers\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"passport\":{\"type\":\"string\",\"writeOnly\":true}},\"required\":[\"name\",\"passport\"],\"additionalProperties\":false}},\"voucher\":{\"type\":\"string\",\"writeOnly\":true}},\"required\":[\"tripId\",\"passengers\",\"voucher\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code trip/wanted} by their fields.
   */
  public static final class Where extends FieldMatch<TripWanted> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code tripId} equals this value.
     */
    public Where tripId(String value) {
      return new Where(and("tripId", value));
    }

    /**
     * Those whose {@code passengers} equals this value.
     */
    public Where passengers(List<Booking.Passenger> value) {
      return new Where(and("passengers", value));
    }

    /**
     * Those whose {@code voucher} equals this value.
     */
    public Where voucher(String value) {
      return new Where(and("voucher", value));
    }
  }
}
