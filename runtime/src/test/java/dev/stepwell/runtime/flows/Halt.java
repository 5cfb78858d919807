package dev.stepwell.runtime.flows;

/** Ends the process, as the OOM killer does. */
public final class Halt {
  private static final int MILLIS_TO_EXECUTE_OTHERS = 300;

  private Halt() {}

  /** Ends the process, a moment later: meanwhile other runs are executed. */
  public static void now() {
    try {
      Thread.sleep(MILLIS_TO_EXECUTE_OTHERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
