package dev.stepwell.runtime.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions that start no more runs, because another one replaces them.
 *
 * <p>This is computed when functions are loaded and never stored, because a worker with older code publishes its own
 * view. Code that starts runs, including crons, must check {@code replacedBy}.
 */
public final class Replacing {
  private final Map<String, StoredFunction> by = new HashMap<>();

  private Replacing() {}

  /**
   * These functions by id, each with the one that replaces it. If functions replace each other, for example after a rename was undone,
   * the one published last starts the runs.
   *
   * @param functions in order of publication
   */
  public static List<StoredFunction> resolved(Collection<StoredFunction> functions) {
    Replacing replacing = new Replacing();
    functions.forEach(replacing::add);
    List<StoredFunction> resolved = new ArrayList<>();
    for (StoredFunction function : functions) {
      resolved.add(function.replacedBy(replacing.last(function.id())));
    }
    resolved.sort(Comparator.comparing(StoredFunction::id));
    return resolved;
  }

  private void add(StoredFunction function) {
    function.replaces().forEach(id -> by.put(id, function));
    if (function.id().equals(last(function.id(), function))) {
      by.remove(function.id());
    }
  }

  /** The id at the end of the chain of replacements of this one; null if there is none. */
  private @Nullable String last(String id) {
    return last(id, null);
  }

  private @Nullable String last(String id, @Nullable StoredFunction end) {
    StoredFunction last = null;
    StoredFunction next = by.get(id);
    while (next != null) {
      last = next;
      next = last.equals(end) ? null : by.get(last.id());
    }
    return last == null ? null : last.id();
  }
}
