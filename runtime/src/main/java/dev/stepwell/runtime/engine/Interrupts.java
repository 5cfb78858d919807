package dev.stepwell.runtime.engine;

import dev.stepwell.contract.UncatchableSuspension;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Knows the threads of a run that may be interrupted now, and interrupts them when the run is revoked. */
final class Interrupts {
  private final Set<Thread> threads = new HashSet<>();
  private volatile boolean revoked;

  /** Whether the run was taken away from this worker, by a cancellation or a lost lease. */
  boolean isRevoked() {
    return revoked;
  }

  /** Interrupts what can be, now and from now on. */
  synchronized void revoke() {
    revoked = true;
    threads.forEach(Thread::interrupt);
  }

  /**
   * Calls the body, which is interrupted when the run is revoked. The thread's interrupt flag is clear afterwards.
   *
   * @throws UncatchableSuspension if the run was revoked before or meanwhile
   */
  <T extends @Nullable Object> T call(Callable<? extends T> body) throws Exception {
    enter();
    try {
      return body.call();
    } catch (Throwable t) {
      if (revoked) {
        throw new UncatchableSuspension();
      }
      throw t;
    } finally {
      exit();
    }
  }

  private synchronized void enter() {
    if (revoked) {
      throw new UncatchableSuspension();
    }
    threads.add(Thread.currentThread());
  }

  private synchronized void exit() {
    threads.remove(Thread.currentThread());
    Thread.interrupted();
  }
}
