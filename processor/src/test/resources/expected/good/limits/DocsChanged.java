package good.limits;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code docs/changed}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record DocsChanged(String docId, String tenantId) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<DocsChanged> DEFINITION = 
      new EventDefinition<>(
          "docs/changed",
          DocsChanged.class,
          "{\"type\":\"object\",\"properties\":{\"docId\":{\"type\":\"string\"},\"tenantId\":{\"type\":\"string\"}},\"required\":[\"docId\",\"tenantId\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code docs/changed} by their fields.
   */
  public static final class Where extends FieldMatch<DocsChanged> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code docId} equals this value.
     */
    public Where docId(String value) {
      return new Where(and("docId", value));
    }

    /**
     * Those whose {@code tenantId} equals this value.
     */
    public Where tenantId(String value) {
      return new Where(and("tenantId", value));
    }
  }
}
