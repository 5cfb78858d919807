package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Begins to execute when all beans exist, and stops after the web server and before the connection pool closes. In between, a process that
 * executes functions stays alive.
 *
 * <p>A {@code Stepwell} cannot start again, so the context cannot either while it executes.
 */
final class StepwellLifecycle implements SmartLifecycle, DisposableBean {
  /** Below the web server, which begins at {@code DEFAULT_PHASE - 2048}: it starts after this, and stops before. */
  static final int PHASE = DEFAULT_PHASE - 4096;

  private static final Logger log = LoggerFactory.getLogger(StepwellLifecycle.class);

  private final Stepwell stepwell;
  private final boolean executes;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean running;
  private volatile boolean stopping;

  StepwellLifecycle(Stepwell stepwell, boolean executes) {
    this.stepwell = stepwell;
    this.executes = executes;
  }

  @Override
  public void start() {
    if (executes) {
      stepwell.start();
      running = true;
      if (!stepwell.statistics().isEmpty()) {
        keepAlive();
      }
    }
  }

  /** The threads that execute are daemons: without this one, a process that has no web server ends after its start. */
  private void keepAlive() {
    Thread thread = new Thread(
        () -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "stepwell-keep-alive");
    thread.setDaemon(false);
    thread.start();
    log.info(
        "The worker keeps this process alive until its context is closed; set stepwell.worker.enabled=false in a process that is to end by itself");
  }

  /** On a thread of its own, so that Spring can stop waiting when the time of the phase is over. */
  @Override
  public void stop(Runnable callback) {
    stopping = true;
    Thread thread = new Thread(
        () -> {
          try {
            stop();
          } finally {
            callback.run();
          }
        },
        "stepwell-stop");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    stopping = true;
    try {
      stepwell.close();
    } finally {
      running = false;
      released.countDown();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Spring 7 pauses the contexts of tests between test classes, unless a bean says no. */
  @SuppressWarnings("MissingOverride") // Spring 6 does not have it
  public boolean isPauseable() {
    return false;
  }

  /** Closes what was never started, or failed to. The process may end although a stop takes longer than Spring waits. */
  @Override
  public void destroy() {
    try {
      if (!stopping) {
        stepwell.close();
      }
    } finally {
      released.countDown();
    }
  }
}
