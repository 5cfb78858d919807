package dev.stepwell;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a send whose event would start a run of a function with {@link MaxWaiting} when as many runs wait as the annotation
 * allows. The event is not stored and starts nothing; it can be sent again later.
 */
public class BacklogFullException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String functionId;
  private final int limit;
  private final @Nullable String key;

  /**
   * A full backlog.
   *
   * @param functionId the function
   * @param limit how many of its runs may wait
   * @param key the value of the key for which they wait, as a JSON array; null if the bound has no key
   */
  public BacklogFullException(String functionId, int limit, @Nullable String key) {
    super(message(functionId, limit, key));
    this.functionId = functionId;
    this.limit = limit;
    this.key = key;
  }

  private static String message(String functionId, int limit, @Nullable String key) {
    return "the event was not accepted: " + limit + " runs of the function " + functionId
        + (key == null ? "" : " with the key " + key)
        + " wait for their first attempt, and its @MaxWaiting allows no more; send the event again"
        + " later, or raise the limit";
  }

  /** The function whose backlog is full. */
  public String functionId() {
    return functionId;
  }

  /** How many of its runs may wait. */
  public int limit() {
    return limit;
  }

  /** The value of the key for which they wait, as a JSON array; null if the bound has no key. */
  public @Nullable String key() {
    return key;
  }
}
