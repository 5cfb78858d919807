package dev.stepwell.runtime.model;

import dev.stepwell.Singleton.Mode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The live runs of one key of a singleton.
 *
 * @param current the run that starts, or has started; null if none is live
 * @param next the run that waits for the end of that one; null if none does
 */
public record SingletonState(
    @Nullable Live current, @Nullable Live next) {
  /** No live run. */
  public static final SingletonState FREE = new SingletonState(null, null);

  /**
   * A live run.
   *
   * @param runId the run
   * @param createdAt when its event was accepted
   * @param started whether a worker has taken it, or may be taking it
   */
  public record Live(UUID runId, Instant createdAt, boolean started) {}

  /** What happens to a new run. */
  public sealed interface Decision {
    /** The run that is skipped for the new one; null for none. */
    @Nullable
    UUID replaced();

    /** The run whose end the new one waits for; null for none. */
    @Nullable
    UUID awaited();

    /** The run for which the new one is skipped; null if it is not. */
    @Nullable
    UUID successor();

    /** Whether the run that the new one waits for is cancelled. */
    boolean cancel();
  }

  /**
   * It is due now.
   *
   * @param replaced the run that is skipped for it; null for none
   */
  public record Start(@Nullable UUID replaced) implements Decision {
    @Override
    public @Nullable UUID awaited() {
      return null;
    }

    @Override
    public @Nullable UUID successor() {
      return null;
    }

    @Override
    public boolean cancel() {
      return false;
    }
  }

  /**
   * It waits for the end of another run.
   *
   * @param current that run
   * @param replaced the run that waited until now, and is skipped; null for none
   * @param cancel whether that run is cancelled
   */
  public record Await(UUID current, @Nullable UUID replaced, boolean cancel) implements Decision {
    @Override
    public UUID awaited() {
      return current;
    }

    @Override
    public @Nullable UUID successor() {
      return null;
    }
  }

  /**
   * It is skipped.
   *
   * @param successor the live run
   */
  public record Skip(UUID successor) implements Decision {
    @Override
    public @Nullable UUID replaced() {
      return null;
    }

    @Override
    public @Nullable UUID awaited() {
      return null;
    }

    @Override
    public boolean cancel() {
      return false;
    }
  }

  /**
   * Decides on a new run. The newest run by creation wins, also when an older one is decided upon after it, because its transaction
   * took longer.
   */
  public Decision decide(Mode mode, Instant createdAt) {
    if (current == null) {
      return new Start(null);
    }
    Live newest = next == null ? current : next;
    return switch (mode) {
      case SKIP -> new Skip(current.runId);
      case QUEUE_LATEST ->
        newest.createdAt.isAfter(createdAt)
            ? new Skip(newest.runId)
            : new Await(current.runId, idOf(next), false);
      case CANCEL -> {
        if (newest.createdAt.isAfter(createdAt)) {
          yield new Skip(newest.runId);
        }
        yield current.started || next != null
            ? new Await(current.runId, idOf(next), true)
            : new Start(current.runId);
      }
    };
  }

  private static @Nullable UUID idOf(@Nullable Live run) {
    return run == null ? null : run.runId;
  }

  /** The runs that are live once the decision on the new run is carried out. */
  public SingletonState after(Decision decision, UUID runId, Instant createdAt) {
    Live added = new Live(runId, createdAt, false);
    if (decision instanceof Start) {
      return new SingletonState(added, null);
    }
    return decision instanceof Await ? new SingletonState(current, added) : this;
  }
}
