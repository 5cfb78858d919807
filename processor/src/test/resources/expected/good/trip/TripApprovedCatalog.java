package good.trip;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import dev.stepwell.contract.FunctionDefinition;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code trip/approved}, carried by {@link TripApproved}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.trip.TripApproved",
    constants = {}
)
public final class TripApprovedCatalog implements Catalog {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<TripApproved> DEFINITION = 
      new EventDefinition<>(
          "trip/approved",
          TripApproved.class,
          "{\"type\":\"object\",\"properties\":{\"tripId\":{\"type\":\"string\"},\"by\":{\"type\":\"string\"}},\"required\":[\"tripId\",\"by\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(DEFINITION);
  }

  /**
   * Chooses events {@code trip/approved} by their fields.
   */
  public static final class Where extends FieldMatch<TripApproved> {
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
     * Those whose {@code by} equals this value.
     */
    public Where by(String value) {
      return new Where(and("by", value));
    }
  }
}
