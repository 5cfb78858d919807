package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The published functions of all processes of the application. Each method is one transaction. */
public interface PublishedFunctions {
  /**
   * Publishes these functions. If one of them is new or differs, the version changes. It changes neither whether a
   * function is paused nor what replaces it, which follows from what all functions replace.
   */
  void publish(List<StoredFunction> functions);

  /** All published functions without descriptions, with the other data that events are matched with. */
  StoredFunctions load();

  /** All published functions with their descriptions, sorted by id. */
  List<StoredFunction> describe();

  /**
   * Pauses a function: no claim and no send that begins after this takes a run of it. The version changes.
   *
   * @return whether that is a change; false if it is paused already, or not published
   */
  boolean pause(String functionId, Instant at);

  /**
   * Removes a function and its schedules, unless a live worker executes it. Events no longer start runs of it; the version changes.
   *
   * @return the names of the live workers that execute it; empty if it was removed
   */
  List<String> forget(String functionId);

  /**
   * Resumes a function: its runs start and resume again. Wakes the workers; the version changes.
   *
   * @return whether that is a change; false if it is not paused, or not published
   */
  boolean resume(String functionId, Instant at);

  /** How long the function was paused between these times. */
  Duration paused(String functionId, Instant from, Instant to);

  /**
   * Adapts runs to limits that functions have got, or lost, while transactions were open that had matched events by the code before.
   *
   * @return when to do it again; null if all of those have ended
   */
  default @Nullable Instant settleLimits(Instant now) {
    return null;
  }
}
