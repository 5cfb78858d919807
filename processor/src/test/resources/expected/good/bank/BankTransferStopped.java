package good.bank;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code bank/transfer.stopped}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record BankTransferStopped(String orderId) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<BankTransferStopped> DEFINITION = 
      new EventDefinition<>(
          "bank/transfer.stopped",
          BankTransferStopped.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}},\"required\":[\"orderId\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code bank/transfer.stopped} by their fields.
   */
  public static final class Where extends FieldMatch<BankTransferStopped> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(and("orderId", value));
    }
  }
}
