package dev.stepwell.runtime.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chain of causes of an exception. Exceptions belong to users: a chain may have a cycle, no end, or fail when it is
 * read.
 */
final class Causes {
  private static final int MAX_DEPTH = 100;

  private Causes() {}

  /** The exception and its causes, outermost first, as far as they are readable. */
  static List<Throwable> of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable next = thrown;
        next != null && chain.size() < MAX_DEPTH && seen.add(next);
        next = cause(next)) {
      chain.add(next);
    }
    return chain;
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable refusal) {
      return null;
    }
  }
}
