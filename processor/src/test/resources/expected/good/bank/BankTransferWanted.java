package good.bank;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.Fields;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code bank/transfer.wanted}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record BankTransferWanted(String orderId, String account, long cents) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<BankTransferWanted> DEFINITION = 
      new EventDefinition<>(
          "bank/transfer.wanted",
          BankTransferWanted.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"account\":{\"type\":\"string\"},\"cents\":{\"type\":\"integer\"}},\"required\":[\"orderId\",\"account\",\"cents\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code bank/transfer.wanted} by their fields.
   */
  public record Where(Map<String, Object> fields) implements EventMatch<BankTransferWanted> {
    @Override
    public String event() {
      return "bank/transfer.wanted";
    }

    @Override
    public Class<BankTransferWanted> type() {
      return BankTransferWanted.class;
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(Fields.and(fields, "orderId", value));
    }

    /**
     * Those whose {@code account} equals this value.
     */
    public Where account(String value) {
      return new Where(Fields.and(fields, "account", value));
    }

    /**
     * Those whose {@code cents} equals this value.
     */
    public Where cents(long value) {
      return new Where(Fields.and(fields, "cents", value));
    }
  }
}
