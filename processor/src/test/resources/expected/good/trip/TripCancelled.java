package good.trip;

import dev.stepwell.Secret;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code trip/cancelled}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record TripCancelled(String tripId, @Secret String voucher) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<TripCancelled> DEFINITION = 
      new EventDefinition<>(
          "trip/cancelled",
          TripCancelled.class,
          "{\"type\":\"object\",\"properties\":{\"tripId\":{\"type\":\"string\"},\"voucher\":{\"type\":\"string\",\"writeOnly\":true}},\"required\":[\"tripId\",\"voucher\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code trip/cancelled} by their fields.
   */
  public static final class Where extends FieldMatch<TripCancelled> {
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
     * Those whose {@code voucher} equals this value.
     */
    public Where voucher(String value) {
      return new Where(and("voucher", value));
    }
  }
}
