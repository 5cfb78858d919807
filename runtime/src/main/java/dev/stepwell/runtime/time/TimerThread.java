package dev.stepwell.runtime.time;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one thread, by this process's monotonic clock. */
public final class TimerThread implements Timers, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TimerThread.class);

  private final ScheduledThreadPoolExecutor executor;

  /** Starts the thread when the first timer is set. */
  public TimerThread() {
    executor = new ScheduledThreadPoolExecutor(1, task -> {
      Thread thread = new Thread(task, "stepwell-timers");
      thread.setDaemon(true);
      return thread;
    });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    ScheduledFuture<?> task =
        executor.schedule(() -> call(action), nanos(delay), TimeUnit.NANOSECONDS);
    return () -> task.cancel(false);
  }

  private static void call(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) {
      log.error("the action of a timer failed", t);
    }
  }

  private static long nanos(Duration delay) {
    return Math.min(TimeRange.nanos(delay), Long.MAX_VALUE / 2);
  }

  /** Drops all pending timers. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
