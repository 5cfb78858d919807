package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the steps of one run.
 *
 * <p>A step that must not be attempted in this execution is found as {@link dev.stepwell.runtime.model.StepStatus#RETRYING}, with a due time
 * that lies in the future: its branch then leaves. It is used by all threads of the run.
 */
public interface StoredSteps {
  /** The step of this id, which the flow now uses as this kind; null if nothing is stored of it. */
  @Nullable
  StepRecord find(String id, StepKind kind);

  /** Whether something is stored of a step of this id. */
  boolean contains(String id);

  /** All steps by their ids; empty where the ids are not known. */
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
