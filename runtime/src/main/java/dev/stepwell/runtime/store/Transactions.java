package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.sql.Connection;
import java.util.UUID;

/** Records steps together with writes of the user. */
public interface Transactions {
  /**
   * Executes the work and records the step that it returns, in one transaction. Rejected like a write of the {@link Journal};
   * the writes of the work are then rolled back.
   *
   * @throws UnrecordedException if the database is unreachable or unusable now, independently of the work. Nothing was
   *     written, unless the response to the commit was lost; the stored step then shows it
   * @throws Exception the exception of the work, or the database's rejection of its writes, at the latest at the
   *     commit; nothing was written
   */
  Recorded record(UUID runId, Work work) throws Exception;

  /** The work of the transaction. */
  @FunctionalInterface
  interface Work {
    /** Writes through the connection, and returns the step to record. */
    StepRecord run(Connection connection) throws Exception;
  }
}
