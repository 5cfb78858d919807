package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import java.time.Instant;
import java.util.List;

/** The functions that any process of the application has made known. Each method is one transaction. */
public interface PublishedFunctions {
  /**
   * Makes these functions known; a new version results if one of them is new or differs. Whether one is paused does not change, nor
   * is it asked what they say of being replaced: that follows from what all functions say that they replace.
   */
  void publish(List<StoredFunction> functions);

  /** All functions that are known, undescribed, with all else that events are matched by. */
  StoredFunctions load();

  /** All functions that are known, with their descriptions, in the order of their ids. */
  List<StoredFunction> describe();

  /**
   * Pauses a function: no claim and no send that begins after this takes a run of it. A new version results.
   *
   * @return whether that is a change; false if it is paused already, or not known
   */
  boolean pause(String functionId, Instant at);

  /**
   * Forgets a function and its schedules, unless a live worker executes it. Events start no runs of it any more; a new version results.
   *
   * @return the names of the live workers that execute it; empty if it is forgotten now
   */
  List<String> forget(String functionId);

  /**
   * Lets the runs of a function start and go on again, and wakes the workers. A new version results.
   *
   * @return whether that is a change; false if it is not paused, or not known
   */
  boolean resume(String functionId);
}
