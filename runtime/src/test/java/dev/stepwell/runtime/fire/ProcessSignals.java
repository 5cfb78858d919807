package dev.stepwell.runtime.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** Signals to processes. */
final class ProcessSignals {
  private ProcessSignals() {}

  /** Sends a signal by its option of {@code kill}. */
  static void send(String signal, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
    assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
