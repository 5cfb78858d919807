package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something to be written in a group, and the future of whoever waits for it. */
sealed interface Write {
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

  /** An event with all that it sets off. */
  record Append(Dispatch dispatch, @Nullable UUID workerId, CompletableFuture<Accepted> future)
      implements Write {
    @Override
    public @Nullable UUID runId() {
      return null;
    }

    @Override
    public int size() {
      return dispatch.event().data().length();
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
    public int size() {
      int size = length(write.step().result()) + length(write.step().input());
      for (Dispatch sent : write.sends()) {
        size += sent.event().data().length();
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
    public int size() {
      return end instanceof RunEnd.Completed completed ? completed.output().length() : 0;
    }
  }
}
