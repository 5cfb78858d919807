package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.jdbc.Conflicts;
import dev.stepwell.runtime.jdbc.OpenedTransactions;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.UnrecordedException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Records steps together with writes of the user's own, in transactions that the application's framework opens. */
final class ForeignTransactions implements Transactions {
  private static final int MAX_CAUSES = 20;

  private final PostgresTransactions recording;
  private final StepTransactions opens;
  private final Semaphore room;

  /** At most {@code max} at once, so that there are connections left for the worker. */
  ForeignTransactions(PostgresTransactions recording, StepTransactions opens, int max) {
    this.recording = recording;
    this.opens = opens;
    this.room = new Semaphore(max, true);
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    room.acquire();
    try {
      return Conflicts.repeat(() -> attempt(runId, work));
    } finally {
      room.release();
    }
  }

  private Recorded attempt(UUID runId, Work work) throws Exception {
    AtomicBoolean isStepsTurn = new AtomicBoolean();
    try {
      return OpenedTransactions.call(
          opens,
          connection -> {
            isStepsTurn.set(true);
            Recorded recorded = recording.recordIn(connection, runId, work);
            isStepsTurn.set(false);
            return recorded;
          },
          recorded -> recorded == Recorded.RECORDED);
    } catch (Exception e) {
      SQLException refusal = refusal(e);
      if (!isStepsTurn.get() && refusal != null && SqlStates.isOfSurroundings(refusal)) {
        throw new UnrecordedException(
            "the transaction of a step could not begin, or it is unknown whether it was committed",
            refusal);
      }
      throw e;
    }
  }

  /** What the database, or the way to it, has refused; null if something else failed. */
  private static @Nullable SQLException refusal(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
