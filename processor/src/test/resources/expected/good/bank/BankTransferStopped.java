package good.bank;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
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
  public record Where(Map<String, Object> fields) implements EventMatch<BankTransferStopped> {
    @Override
    public String event() {
      return "bank/transfer.stopped";
    }

    @Override
    public Class<BankTransferStopped> type() {
      return BankTransferStopped.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }
  }
}
