package dev.stepwell.contract;

import java.io.Serial;

/**
 * The signal by which a run that parks, is cancelled or was lost leaves its flow. <b>It is never caught</b>: nothing has gone
 * wrong, and the flow is entered again, over its stored outcomes, when the run goes on.
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} around steps does not see it. A flow that catches it all the
 * same gets it again from its next step, and its return is not taken for an outcome.
 */
public final class UncatchableSuspension extends Error {
  @Serial
  private static final long serialVersionUID = 1L;

  /** A signal with no stack trace: it is thrown often and says nothing. */
  public UncatchableSuspension() {
    super("the run leaves its flow; do not catch this", null, false, false);
  }
}
