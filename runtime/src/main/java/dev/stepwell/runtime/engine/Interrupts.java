package dev.stepwell.runtime.engine;

import dev.stepwell.StepTimeoutException;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.time.Timers;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows the calls of a run that may be interrupted now: when the run is revoked, or when one takes too long. */
final class Interrupts {
  private final Timers timers;
  private final Set<Call> calls = new HashSet<>();
  private volatile boolean revoked;

  private static final class Call {
    private final Thread thread = Thread.currentThread();
    private boolean timedOut;
  }

  Interrupts(Timers timers) {
    this.timers = timers;
  }

  /** Whether nothing of the run is to go on here: it was cancelled, its lease was lost, or its time is up. */
  boolean isRevoked() {
    return revoked;
  }

  /** What the action gives, which must be short; null if the run was revoked. Revoking waits for it. */
  synchronized <T> @Nullable T unlessRevoked(Supplier<T> action) {
    return revoked ? null : action.get();
  }

  /** Interrupts what can be, now and from now on. */
  synchronized void revoke() {
    revoked = true;
    calls.forEach(call -> call.thread.interrupt());
  }

  /**
   * Calls the body, which is interrupted when the run is revoked or the timeout has passed. The thread's interrupt flag is clear
   * afterwards.
   *
   * @throws UncatchableSuspension if the run was revoked before or meanwhile
   * @throws StepTimeoutException if the body threw after its timeout
   */
  <T extends @Nullable Object> T call(@Nullable Duration timeout, Callable<? extends T> body)
      throws Exception {
    Call call = enter();
    Timer timer = timeout == null ? null : timers.after(timeout, () -> timeOut(call));
    try {
      return body.call();
    } catch (Throwable t) {
      if (revoked) {
        throw new UncatchableSuspension();
      }
      if (hasTimedOut(call)) {
        throw new StepTimeoutException(
            "the attempt was interrupted after its timeout of " + timeout, t);
      }
      throw t;
    } finally {
      if (timer != null) {
        timer.stop();
      }
      exit(call);
    }
  }

  private synchronized Call enter() {
    if (revoked) {
      throw new UncatchableSuspension();
    }
    Call call = new Call();
    calls.add(call);
    return call;
  }

  private synchronized void timeOut(Call call) {
    if (calls.contains(call)) {
      call.timedOut = true;
      call.thread.interrupt();
    }
  }

  private synchronized boolean hasTimedOut(Call call) {
    return call.timedOut;
  }

  private synchronized void exit(Call call) {
    calls.remove(call);
    Thread.interrupted();
  }
}
