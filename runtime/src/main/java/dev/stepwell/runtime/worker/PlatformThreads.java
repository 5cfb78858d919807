package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.time.TimerThread;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Platform threads for runs. Runs that end quickly follow each other on a few hundred threads; runs that wait long for the world get
 * more, as many as there are runs. Starting a thread for each run would cost more than many a run.
 */
final class PlatformThreads extends ThreadPoolExecutor {
  private static final int FIRST = 256;
  private static final int MOST = 30_000;
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TimerThread timers = new TimerThread();
  private boolean watching;
  private long taken;

  private PlatformThreads(BlockingQueue<Runnable> queue) {
    super(FIRST, MOST, 30, TimeUnit.SECONDS, queue);
    allowCoreThreadTimeOut(true);
    AtomicInteger count = new AtomicInteger();
    setThreadFactory(task -> {
      Thread thread = new Thread(task, "stepwell-run-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  static PlatformThreads start() {
    return new PlatformThreads(new LinkedBlockingQueue<>());
  }

  @Override
  public void execute(Runnable task) {
    super.execute(task);
    if (!getQueue().isEmpty()) {
      watch();
    }
  }

  private synchronized void watch() {
    if (!watching && !isShutdown()) {
      watching = true;
      taken = getTaskCount() - getQueue().size();
      timers.after(PATIENCE, this::grow);
    }
  }

  /** Adds threads while more tasks wait than are likely to be taken soon. */
  private synchronized void grow() {
    watching = false;
    int waiting = getQueue().size();
    if (waiting == 0 || isShutdown()) {
      shrink();
      return;
    }
    long takenSince = getTaskCount() - waiting - taken;
    if (takenSince * SOON.dividedBy(PATIENCE) < waiting) {
      setCorePoolSize(Math.min(MOST, getPoolSize() + Math.max(16, getPoolSize() / 4)));
    }
    watch();
  }

  /** Lets threads go that have nothing to do for long; not more often than it has to, for that wakes each of them. */
  private void shrink() {
    if (getCorePoolSize() > FIRST) {
      setCorePoolSize(FIRST);
    }
  }

  @Override
  protected void terminated() {
    timers.close();
  }
}
