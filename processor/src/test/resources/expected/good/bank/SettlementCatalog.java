package good.bank;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import dev.stepwell.contract.FunctionDefinition;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/**
 * The event {@code bank/settlement.wanted}, carried by {@link Settlement}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.bank.Settlement",
    constants = {}
)
public final class SettlementCatalog implements Catalog {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<Settlement> DEFINITION = 
      new EventDefinition<>(
          "bank/settlement.wanted",
          Settlement.class,
          "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"},\"note\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"day\"],\"additionalProperties\":false}");

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
   * Chooses events {@code bank/settlement.wanted} by their fields.
   */
  public static final class Where extends FieldMatch<Settlement> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code day} equals this value.
     */
    public Where day(String value) {
      return new Where(and("day", value));
    }

    /**
     * Those whose {@code note} equals this value.
     */
    public Where note(@Nullable String value) {
      return new Where(and("note", value));
    }
  }
}
