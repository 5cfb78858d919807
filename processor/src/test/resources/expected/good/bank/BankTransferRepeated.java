package good.bank;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code bank/transfer.repeated}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record BankTransferRepeated(String orderId, String account, long cents) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<BankTransferRepeated> DEFINITION = 
      new EventDefinition<>(
          "bank/transfer.repeated",
          BankTransferRepeated.class,
          "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"},\"account\":{\"type\":\"string\"},\"cents\":{\"type\":\"integer\"}},\"required\":[\"orderId\",\"account\",\"cents\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code bank/transfer.repeated} by their fields.
   */
  public static final class Where extends FieldMatch<BankTransferRepeated> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code orderId} equals this value.
     */
    public Where orderId(String value) {
      return new Where(and("orderId", value));
    }

    /**
     * Those whose {@code account} equals this value.
     */
    public Where account(String value) {
      return new Where(and("account", value));
    }

    /**
     * Those whose {@code cents} equals this value.
     */
    public Where cents(long value) {
      return new Where(and("cents", value));
    }
  }
}
