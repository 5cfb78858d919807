package dev.stepwell.runtime.model;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is recorded and not executed. A rerun of it can be started by hand.
 *
 * @param runId the run
 * @param functionId its function
 * @param rule the rule by which it was skipped
 * @param key the value of the rule's key as a JSON array; {@code []} for a rule without a key
 * @param successor the run that is executed, or was accepted, in its place; null if none is
 */
public record SkippedRun(
    UUID runId,
    String functionId,
    Rule rule,
    String key,
    @Nullable UUID successor) {
  /** A rule by which runs are skipped. */
  public enum Rule {
    /** {@link dev.stepwell.RateLimit}. */
    RATE_LIMIT,
    /** {@link dev.stepwell.Singleton}. */
    SINGLETON,
    /** {@link dev.stepwell.MaxWaiting}. */
    MAX_WAITING;

    /** The word that SQL and JSON read: the name in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rule of this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Rule ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
