package dev.stepwell;

import java.io.Serial;

/**
 * Thrown when a transactional step has ended its transaction itself, with {@code commit}, {@code rollback} or the like in SQL. The outcome is not
 * recorded, and the step is not attempted again: what it wrote before that may be stored already.
 */
public class TransactionEndedException extends NonRetriableException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what the step did. */
  public TransactionEndedException(String message) {
    super(message);
  }
}
