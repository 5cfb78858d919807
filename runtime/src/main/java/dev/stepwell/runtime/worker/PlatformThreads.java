package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.time.TimerThread;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads for runs. Short runs share a few hundred threads; for runs that block long, threads are added, up to
 * one per run. Starting a thread per run would cost more than many runs, so threads are reused and cleaned after each
 * task ({@link ThreadCleaner}).
 */
final class PlatformThreads extends ThreadPoolExecutor {
  private static final Logger log = LoggerFactory.getLogger(PlatformThreads.class);
  private static final int FIRST = 256;
  private static final int MAX = 30_000;
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ThreadCleaner cleaner;
  private final TimerThread timers = new TimerThread();
  private boolean watching;
  private long taken;

  private PlatformThreads(BlockingQueue<Runnable> queue, ThreadCleaner cleaner) {
    super(FIRST, MAX, 30, TimeUnit.SECONDS, queue);
    this.cleaner = cleaner;
    allowCoreThreadTimeOut(true);
    AtomicInteger count = new AtomicInteger();
    setThreadFactory(loop -> new RunThread(loop, "stepwell-run-" + count.incrementAndGet()));
  }

  /** Inherits no thread-locals from the thread that submits the first task. */
  private static final class RunThread extends Thread {
    private final String original;

    RunThread(Runnable loop, String name) {
      super(null, loop, name, 0, false);
      this.original = name;
      setDaemon(true);
    }
  }

  /** An executor whose threads have this context class loader. */
  static PlatformThreads start(@Nullable ClassLoader loader) {
    if (!ThreadCleaner.isAvailable()) {
      log.warn(
          "This JVM ({}) does not permit removing thread-locals: other runs may see the values that a step leaves in them. Java 21 or later"
              + " avoids that",
          Runtime.version());
    }
    return new PlatformThreads(new LinkedBlockingQueue<>(), new ThreadCleaner(loader));
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    cleaner.clean(((RunThread) thread).original);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    cleaner.clean(((RunThread) Thread.currentThread()).original);
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
      setCorePoolSize(Math.min(MAX, getPoolSize() + Math.max(16, getPoolSize() / 4)));
    }
    watch();
  }

  /** Ends threads that are idle for long; rarely, because that wakes each of them. */
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
