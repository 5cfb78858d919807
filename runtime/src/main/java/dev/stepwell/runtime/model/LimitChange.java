package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that an operator has made to a limit, or to runs that wait.
 *
 * @param number grows with each change
 * @param by who made it; null if not known
 * @param limit the name of the limit; null if a run was moved
 * @param key the key, as JSON; null if the change is not about one
 * @param runId the run that was moved; else null
 * @param before what it was; null for nothing
 * @param after what it is; null for nothing
 */
public record LimitChange(
    long number,
    Instant at,
    @Nullable String by,
    Action action,
    @Nullable String limit,
    @Nullable String key,
    @Nullable UUID runId,
    @Nullable String before,
    @Nullable String after) {
  /** What was done. */
  public enum Action {
    /** An amount was set until a time. */
    OVERRIDE("override"),
    /** Such an amount was removed. */
    REMOVE_OVERRIDE("remove_override"),
    /** Runs that wait for a key were cancelled. */
    DROP("drop"),
    /** The held slots of a key were counted again, and its next run may start now. */
    RELEASE("release"),
    /** A run that waits was moved. */
    MOVE("move");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** The word under which it is stored and shown. */
    public String word() {
      return word;
    }

    /** The action with this word. */
    public static Action ofWord(String word) {
      for (Action action : values()) {
        if (action.word.equals(word)) {
          return action;
        }
      }
      throw new IllegalArgumentException("not an action on a limit: " + word);
    }
  }
}
