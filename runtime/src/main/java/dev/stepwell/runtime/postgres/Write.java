package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A write of a group, with the future of its caller. */
sealed interface Write {
  /** The approximate size of a write in addition to its text: its objects, its future and dependents. */
  long OBJECT_BYTES = 1_000;

  /** The worker as which this was handed over; null if there was none. */
  @Nullable
  UUID workerId();

  /** The run that it reports; null for none. */
  @Nullable
  UUID runId();

  /** Completes when the group is on disk. */
  CompletableFuture<?> future();

  /** About how many characters go over the wire. */
  int size();

  /** A description for the log. */
  String subject();

  /** Whether its caller has given up, so that it need not be written. */
  default boolean isAbandoned() {
    return false;
  }

  /** About how much memory it takes while it waits: text may have two bytes per character. */
  default long bytes() {
    return OBJECT_BYTES + 2L * size();
  }

  /**
   * An event with all that it sets off.
   *
   * @param abandoned whether the sender has given up
   */
  record Append(
      Dispatch dispatch,
      @Nullable UUID workerId,
      BooleanSupplier abandoned,
      CompletableFuture<Accepted> future)
      implements Write {
    @Override
    public String subject() {
      return "event " + dispatch.event().id() + " (" + dispatch.event().name() + ")";
    }

    @Override
    public boolean isAbandoned() {
      return abandoned.getAsBoolean();
    }

    @Override
    public @Nullable UUID runId() {
      return null;
    }

    @Override
    public int size() {
      return dispatch.event().size();
    }
  }

  /** The state of a step. */
  record Step(StepWrite write, @Nullable UUID workerId, CompletableFuture<Recorded> future)
      implements Write {
    @Override
    public UUID runId() {
      return write.runId();
    }

    @Override
    public String subject() {
      return "step " + write.step().id() + " of run " + write.runId();
    }

    @Override
    public int size() {
      int size = length(write.step().result()) + length(write.step().input());
      for (Dispatch sent : write.sends()) {
        size += sent.event().size();
      }
      return size;
    }

    private static int length(@Nullable String text) {
      return text == null ? 0 : text.length();
    }
  }

  /** How a run leaves. */
  record End(RunEnd end, @Nullable UUID workerId, CompletableFuture<Recorded> future)
      implements Write {
    @Override
    public UUID runId() {
      return end.runId();
    }

    @Override
    public String subject() {
      return "the end of run " + end.runId();
    }

    /** Whether the run has completed. */
    boolean isCompletion() {
      return end instanceof RunEnd.Completed;
    }

    @Override
    public int size() {
      Dispatch tells = end.tells();
      return (end instanceof RunEnd.Completed completed ? completed.output().length() : 0)
          + (tells == null ? 0 : tells.event().size());
    }
  }

  /** Slots of the limits on a step that an attempt asks for. */
  record Take(StepNeeds needs, @Nullable UUID workerId, CompletableFuture<StepAnswer> future)
      implements Write {
    @Override
    public UUID runId() {
      return needs.runId();
    }

    @Override
    public String subject() {
      return "the slots of step " + needs.stepId() + " of run " + needs.runId();
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /** The release of the slots of a step whose attempt ended without an outcome. */
  record Release(
      UUID runId, String stepId, @Nullable UUID workerId, CompletableFuture<Boolean> future)
      implements Write {
    @Override
    public String subject() {
      return "the release of the slots of step " + stepId + " of run " + runId;
    }

    @Override
    public int size() {
      return 0;
    }
  }
}
