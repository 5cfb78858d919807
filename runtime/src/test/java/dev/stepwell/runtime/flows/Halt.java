package dev.stepwell.runtime.flows;

/** Ends the process, as the OOM killer does. */
final class Halt {
  private static final int MILLIS_TO_EXECUTE_OTHERS = 300;

  private Halt() {}

  static void now() {
    try {
      Thread.sleep(MILLIS_TO_EXECUTE_OTHERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
