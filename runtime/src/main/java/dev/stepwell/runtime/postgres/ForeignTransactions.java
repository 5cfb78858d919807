package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.jdbc.OpenedTransactions;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.UnrecordedException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Records steps together with writes of the user, in transactions of the application's framework. */
final class ForeignTransactions implements Transactions {
  private final PostgresTransactions recording;
  private final StepTransactions opens;
  private final TransactionSlots slots;

  /** At most {@code max} at once, so that connections remain for the worker. */
  ForeignTransactions(PostgresTransactions recording, StepTransactions opens, int max) {
    this.recording = recording;
    this.opens = opens;
    this.slots = new TransactionSlots(max);
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    return slots.use(() -> attempt(runId, work));
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
      SQLException refusal = SqlStates.refusal(e);
      if (!isStepsTurn.get() && refusal != null && SqlStates.isOfSurroundings(refusal)) {
        throw new UnrecordedException(
            "the transaction of a step could not begin, or it is unknown whether it was committed",
            refusal);
      }
      throw e;
    }
  }
}
