package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.time.Clock;
import java.util.List;
import java.util.NoSuchElementException;

/** Pauses functions, and resumes them. */
public final class Pauses {
  private final PublishedFunctions functions;
  private final Clock clock;

  /** Uses this port. */
  public Pauses(PublishedFunctions functions, Clock clock) {
    this.functions = functions;
    this.clock = clock;
  }

  /**
   * Pauses the function: its runs neither start nor resume.
   *
   * @return whether that is a change
   * @throws NoSuchElementException if no process has published this function
   */
  public boolean pause(String functionId) {
    checkKnown(functionId);
    return functions.pause(functionId, clock.now());
  }

  /**
   * Resumes the function: its runs start and resume again.
   *
   * @return whether that is a change
   * @throws NoSuchElementException if no process has published this function
   */
  public boolean resume(String functionId) {
    checkKnown(functionId);
    return functions.resume(functionId, clock.now());
  }

  private void checkKnown(String functionId) {
    List<String> known =
        functions.load().functions().stream().map(StoredFunction::id).toList();
    if (!known.contains(functionId)) {
      throw new NoSuchElementException(
          "there is no function " + functionId + "; the functions are " + known);
    }
  }
}
