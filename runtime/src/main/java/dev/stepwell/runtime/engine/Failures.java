package dev.stepwell.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the failures of branches that ran side by side. */
final class Failures {
  private Failures() {}

  /** Throws the first of these that is there, with the others suppressed in it. */
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

  /** Throws a checked exception as it is, which no signature between here and the flow declares: so it is stored as what it is. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void throwUnchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
