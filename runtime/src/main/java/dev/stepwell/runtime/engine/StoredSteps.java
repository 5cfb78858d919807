package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored steps of a run.
 *
 * <p>A step that must not be attempted in this execution is {@link dev.stepwell.runtime.model.StepStatus#RETRYING},
 * with a due time in the future: its branch then leaves. Thread-safe.
 */
public interface StoredSteps {
  /** The stored step of this id, with this kind in the flow; null if there is none. */
  @Nullable
  StepRecord find(String id, StepKind kind);

  /** Whether a step of this id is stored. */
  boolean contains(String id);

  /** All steps by id; empty if the ids are not known. */
  Collection<StepRecord> all();

  /** These steps. */
  static StoredSteps of(List<StepRecord> steps) {
    Map<String, StepRecord> byId = new HashMap<>();
    steps.forEach(step -> byId.put(step.id(), step));
    return new StoredSteps() {
      @Override
      public @Nullable StepRecord find(String id, StepKind kind) {
        return byId.get(id);
      }

      @Override
      public boolean contains(String id) {
        return byId.containsKey(id);
      }

      @Override
      public Collection<StepRecord> all() {
        return byId.values();
      }
    };
  }
}
