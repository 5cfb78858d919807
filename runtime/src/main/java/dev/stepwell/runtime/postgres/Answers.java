package dev.stepwell.runtime.postgres;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes the futures of the writes of a lane, and releases their room. Every write is answered once. */
final class Answers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final int MAX_REFUSED_RUNS = 10_000;

  private final WriteRooms rooms;

  /** Answers one group while the next is written: to wake many runs takes as long as to write what they did. */
  private final ExecutorService executor;

  /** Runs with a rejected step, until their end is written. */
  private final Map<UUID, Exception> refusedRuns = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Exception> eldest) {
      return size() > MAX_REFUSED_RUNS;
    }
  };

  /** The answers of the lane of this number. */
  Answers(int lane, WriteRooms rooms) {
    this.rooms = rooms;
    this.executor =
        Executors.newSingleThreadExecutor(task -> Lane.daemon(task, "stepwell-answers-" + lane));
  }

  /** Completes the writes of a committed transaction. */
  void written(List<Write> group, GroupTransaction transaction) {
    rooms.leave(group);
    try {
      executor.execute(transaction::answer);
    } catch (RuntimeException | Error e) {
      log.warn("{} writes are answered on the writer's own thread", group.size(), e);
      transaction.answer();
    }
  }

  /** Fails the futures of writes that are not written. */
  void refuse(Collection<? extends Write> writes, Exception cause) {
    rooms.leave(writes);
    for (Write write : writes) {
      if (write instanceof Write.Step step) {
        refusedRuns.put(step.runId(), cause);
      }
      complete(() -> write.future().completeExceptionally(cause));
    }
  }

  /** Completes a future. What depends on it, and runs on this thread, cannot keep others from being completed. */
  static void complete(Runnable completion) {
    try {
      completion.run();
    } catch (RuntimeException | Error e) {
      log.error("the code that waits for a write failed", e);
    }
  }

  /**
   * Why the write cannot be written: a step of its run was refused, which comes before it, so the run has not completed. Null if it
   * can be.
   */
  @Nullable
  Exception refusalBefore(Write write) {
    if (refusedRuns.isEmpty() || !(write instanceof Write.End end)) {
      return null;
    }
    Exception cause = refusedRuns.remove(end.runId());
    return end.isCompletion() ? cause : null;
  }

  /** Fails abandoned writes. */
  void abandon(Collection<? extends Write> writes) {
    if (!writes.isEmpty()) {
      log.info(
          "{} events were not stored, because their senders have stopped waiting", writes.size());
      refuse(
          writes,
          new PostgresException(
              "the event was not stored, because its sender has stopped waiting", null));
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
