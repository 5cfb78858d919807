package dev.stepwell;

import java.io.Serial;

/**
 * Thrown when a transactional step has ended its transaction itself, with {@code commit}, {@code rollback} or the like in SQL. The outcome is not
 * recorded, and the step is not retried, because its earlier writes may already be committed.
 */
public class TransactionEndedException extends NonRetriableException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** With what the step did. */
  public TransactionEndedException(String message) {
    super(message);
  }
}
