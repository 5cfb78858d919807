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
   * @throws UnrecordedException if the database cannot be reached or used now, which is not the work's fault. Nothing was written, unless the
   *     answer to the commit was lost; then the stored step tells
   * @throws Exception what the work throws, or what the database refuses of it, at the commit at the latest; nothing was written
   */
  Recorded record(UUID runId, Work work) throws Exception;

  /** What is done in the transaction. */
  @FunctionalInterface
  interface Work {
    /** Writes through the connection, and says what to record. */
    StepRecord run(Connection connection) throws Exception;
  }
}
