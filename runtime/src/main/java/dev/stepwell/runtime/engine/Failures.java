package dev.stepwell.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Combines the failures of parallel branches. */
final class Failures {
  private Failures() {}

  /** Throws the first of these failures, if any, with the others suppressed in it. */
  static void throwFirst(List<? extends @Nullable Throwable> failures) {
    Throwable first = null;
    for (Throwable failure : failures) {
      if (first == null) {
        first = failure;
      } else if (failure != null && failure != first) {
        first.addSuppressed(failure);
      }
    }
    if (first instanceof RuntimeException e) {
      throw e;
    } else if (first instanceof Error e) {
      throw e;
    } else if (first != null) {
      Failures.<RuntimeException>throwUnchecked(first);
    }
  }

  /**
   * Throws a checked exception, although no signature up to the flow declares it, so that it is stored with its own
   * type.
   */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void throwUnchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
