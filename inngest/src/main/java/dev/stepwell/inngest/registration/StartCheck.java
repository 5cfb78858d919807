package dev.stepwell.inngest.registration;

import dev.stepwell.runtime.engine.BoundFunction;
import java.util.List;
import java.util.Map;

/** Rejects functions that do what no Inngest server can do. */
public final class StartCheck {
  private StartCheck() {}

  /**
   * Checks the functions of an endpoint.
   *
   * @throws IllegalArgumentException with all that was found: function, place and remedy
   */
  public static void check(
      Registration registration, List<Object> durables, Map<String, BoundFunction> functions) {}
}
