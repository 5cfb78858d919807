package good.bank;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/**
 * The event {@code bank/day.ended}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record BankDayEnded(String day, @Nullable String note) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<BankDayEnded> DEFINITION = 
      new EventDefinition<>(
          "bank/day.ended",
          BankDayEnded.class,
          "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"},\"note\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"day\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code bank/day.ended} by their fields.
   */
  public static final class Where extends FieldMatch<BankDayEnded> {
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
