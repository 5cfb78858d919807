package dev.stepwell.contract;

import java.io.Serial;

/**
 * The signal with which a run leaves its flow when it parks, is cancelled or is lost. <b>Never catch it</b>: it is not an error, and the
 * flow runs again, over its stored outcomes, when the run resumes.
 *
 * <p>It is an {@link Error}, so {@code catch (Exception e)} around steps does not catch it. A flow that still catches it
 * gets it again from its next step, and its return does not count as an outcome.
 */
public final class UncatchableSuspension extends Error {
  @Serial
  private static final long serialVersionUID = 1L;

  /** A signal without stack trace, because it is thrown often. */
  public UncatchableSuspension() {
    super("the run leaves its flow; do not catch this", null, false, false);
  }
}
