package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.sql.Connection;
import java.util.UUID;

/** Records steps together with writes of the user's own. */
public interface Transactions {
  /**
   * Does the work and records the step that it returns, in one transaction. Refused like a write of the {@link Journal}; what
   * the work has written is then rolled back.
   *
   * @throws Exception what the work throws, or what the database refuses; then nothing was written, unless the answer to the
   *     commit was lost, and then the step tells
   */
  Recorded record(UUID runId, Work work) throws Exception;

  /** What is done in the transaction. */
  @FunctionalInterface
  interface Work {
    /** Writes through the connection, and says what to record. */
    StepRecord run(Connection connection) throws Exception;
  }
}
