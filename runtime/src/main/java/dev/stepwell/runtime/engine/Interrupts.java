package dev.stepwell.runtime.engine;

import dev.stepwell.StepTimeoutException;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Timers;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calls of a run that can be interrupted: when the run is revoked, or on a timeout. */
final class Interrupts {
  private final Timers timers;
  private final Clock clock;
  private final Set<Call> calls = new HashSet<>();
  private volatile boolean revoked;
  private @Nullable Instant revokedAt;

  private static final class Call {
    private final Thread thread = Thread.currentThread();
    private final String stepId;
    private final @Nullable Racer racer;
    private boolean timedOut;
    private @Nullable Instant interruptedAt;

    Call(String stepId, @Nullable Racer racer) {
      this.stepId = stepId;
      this.racer = racer;
    }

    private boolean isAbandoned() {
      return racer != null && racer.isAbandoned();
    }

    private void interrupt(Instant now) {
      interruptedAt = interruptedAt == null ? now : interruptedAt;
      thread.interrupt();
    }
  }

  Interrupts(Timers timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /** Whether the run must not continue here: it was cancelled, its lease was lost, or it timed out. */
  boolean isRevoked() {
    return revoked;
  }

  /** The result of the action, which must be short; null if the run was revoked. Revoking waits for it. */
  synchronized <T> @Nullable T unlessRevoked(Supplier<@Nullable T> action) {
    return revoked ? null : action.get();
  }

  /** Abandons branches of a race: interrupts their current calls, and prevents future ones. */
  synchronized void abandon(Collection<? extends Racer> losers) {
    losers.forEach(Racer::abandon);
    Instant now = clock.now();
    for (Call call : calls) {
      if (call.isAbandoned()) {
        call.interrupt(now);
      }
    }
  }

  /** Interrupts current and future calls. */
  synchronized void revoke() {
    revoked = true;
    Instant now = clock.now();
    revokedAt = revokedAt == null ? now : revokedAt;
    calls.forEach(call -> call.interrupt(now));
  }

  /** When the run was revoked here; null if it was not. */
  synchronized @Nullable Instant revokedAt() {
    return revokedAt;
  }

  /** The steps that were interrupted and have not returned, with the times of the interruptions. */
  synchronized Map<String, Instant> interrupted() {
    Map<String, Instant> interrupted = new HashMap<>();
    for (Call call : calls) {
      if (call.interruptedAt != null) {
        interrupted.put(call.stepId, call.interruptedAt);
      }
    }
    return interrupted;
  }

  /**
   * Calls the body of this step and what surrounds it. They are interrupted when the run is revoked, its branch has lost a race or the
   * timeout has passed, and what surrounds the body sees these as the exceptions below. The thread's interrupt flag is clear afterwards.
   *
   * @param around surrounds the body
   * @throws UncatchableSuspension if the run was revoked or its branch has lost a race, before or meanwhile
   * @throws StepTimeoutException if the body, or what surrounds it, threw after the timeout
   */
  <T extends @Nullable Object> T call(
      String stepId,
      Branch branch,
      @Nullable Duration timeout,
      Callable<? extends T> body,
      UnaryOperator<Callable<? extends T>> around)
      throws Exception {
    Call call = enter(stepId, branch);
    Timer timer = timeout == null ? null : timers.after(timeout, () -> timeOut(call));
    try {
      return this.<T>call(call, timeout, around.apply(() -> this.<T>call(call, timeout, body)));
    } finally {
      if (timer != null) {
        timer.stop();
      }
      exit(call);
    }
  }

  private <T extends @Nullable Object> T call(
      Call call, @Nullable Duration timeout, Callable<? extends T> body) throws Exception {
    try {
      T result = body.call();
      if (call.isAbandoned()) {
        throw new UncatchableSuspension();
      }
      return result;
    } catch (Throwable t) {
      if (revoked || call.isAbandoned()) {
        throw new UncatchableSuspension();
      }
      if (hasTimedOut(call) && !(t instanceof StepTimeoutException)) {
        throw new StepTimeoutException(
            "the attempt was interrupted after its timeout of " + timeout, t);
      }
      throw t;
    }
  }

  private synchronized Call enter(String stepId, Branch branch) {
    if (revoked || branch.isAbandoned()) {
      throw new UncatchableSuspension();
    }
    Call call = new Call(stepId, branch.racer());
    calls.add(call);
    return call;
  }

  private synchronized void timeOut(Call call) {
    if (calls.contains(call)) {
      call.timedOut = true;
      call.interrupt(clock.now());
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
