package dev.stepwell.runtime.postgres;

/** Ends of transactions that travel with their last statements, in one message. */
final class Commits {
  /** Ends the transaction. */
  static final String AT_ONCE = ";\ncommit";

  /** Waits until all that is committed is on disk; for a transaction that then commits. */
  static final String FLUSH = "select pg_logical_emit_message(true, 'stepwell', '')";

  /**
   * Ends the transaction, and only then waits until it is on disk: whoever waits for a row that it has locked, such as that of a limit, does not
   * wait for the disk. What others do then is on disk later than this, or not at all. The second transaction writes nothing but a message, because
   * one that writes nothing does not wait.
   */
  static final String BEFORE_DISK = """
      ;
      select set_config('synchronous_commit', 'off', true);
      commit;
      """ + FLUSH;

  private Commits() {}
}
