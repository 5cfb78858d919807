package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something to be written in a group, and the future of whoever waits for it. */
sealed interface Write {
  /** About what a write takes besides its text: its objects, its future and those that depend on it. */
  long OBJECT_BYTES = 1_000;

  /** The worker as which this was handed over; null if there was none. */
  @Nullable
  UUID workerId();

  /** The run of which this tells; null for none. */
  @Nullable
  UUID runId();

  /** Completes when the group is on disk. */
  CompletableFuture<?> future();

  /** About how many characters go over the wire. */
  int size();

  /** What it is, for the log. */
  String subject();

  /** Whether nobody waits for it any more, so that it need not be written. */
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
}
