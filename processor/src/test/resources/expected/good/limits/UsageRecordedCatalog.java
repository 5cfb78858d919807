package good.limits;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import dev.stepwell.contract.FunctionDefinition;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code usage/recorded}, carried by {@link UsageRecorded}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.limits.UsageRecorded",
    constants = {}
)
public final class UsageRecordedCatalog implements Catalog {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<UsageRecorded> DEFINITION = 
      new EventDefinition<>(
          "usage/recorded",
          UsageRecorded.class,
          "{\"type\":\"object\",\"properties\":{\"accountId\":{\"type\":\"string\"},\"amount\":{\"type\":\"integer\"}},\"required\":[\"accountId\",\"amount\"],\"additionalProperties\":false}");

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
   * Chooses events {@code usage/recorded} by their fields.
   */
  public static final class Where extends FieldMatch<UsageRecorded> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code accountId} equals this value.
     */
    public Where accountId(String value) {
      return new Where(and("accountId", value));
    }

    /**
     * Those whose {@code amount} equals this value.
     */
    public Where amount(long value) {
      return new Where(and("amount", value));
    }
  }
}
