package dev.stepwell.testing.contract;

import java.util.concurrent.Executor;

/**
 * Starts a thread per task. On a machine with two cores, the common pool has a single thread, so blocking tasks would
 * wait for each other.
 */
public final class ContractThreads implements Executor {
  public static final Executor THREADS = new ContractThreads();

  private ContractThreads() {}

  @Override
  public void execute(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }
}
