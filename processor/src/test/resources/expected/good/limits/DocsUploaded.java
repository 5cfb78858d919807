package good.limits;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FieldMatch;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The event {@code docs/uploaded}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public record DocsUploaded(String tenantId, String plan, String docId, int size) {
  /**
   * The event, as the runtime knows it.
   */
  public static final EventDefinition<DocsUploaded> DEFINITION = 
      new EventDefinition<>(
          "docs/uploaded",
          DocsUploaded.class,
          "{\"type\":\"object\",\"properties\":{\"tenantId\":{\"type\":\"string\"},\"plan\":{\"type\":\"string\"},\"docId\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"}},\"required\":[\"tenantId\",\"plan\",\"docId\",\"size\"],\"additionalProperties\":false}");

  /**
   * All events of this name, to be narrowed by their fields.
   */
  public static Where where() {
    return new Where(Map.of());
  }

  /**
   * Chooses events {@code docs/uploaded} by their fields.
   */
  public static final class Where extends FieldMatch<DocsUploaded> {
    private Where(Map<String, Object> fields) {
      super(DEFINITION, fields);
    }

    /**
     * Those whose {@code tenantId} equals this value.
     */
    public Where tenantId(String value) {
      return new Where(and("tenantId", value));
    }

    /**
     * Those whose {@code plan} equals this value.
     */
    public Where plan(String value) {
      return new Where(and("plan", value));
    }

    /**
     * Those whose {@code docId} equals this value.
     */
    public Where docId(String value) {
      return new Where(and("docId", value));
    }

    /**
     * Those whose {@code size} equals this value.
     */
    public Where size(int value) {
      return new Where(and("size", value));
    }
  }
}
