package dev.stepwell.metrics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to the database. A thread of its own asks it, so that who waits for the answer can lose patience; who asks while it is
 * being asked waits for the same answer.
 */
final class Question<T> implements AutoCloseable {
  private final ExecutorService thread;
  private final Supplier<T> source;
  private @Nullable CompletableFuture<T> asking;

  /**
   * A question that was not asked yet.
   *
   * @param thread the name of its thread
   */
  Question(String thread, Supplier<T> source) {
    this.source = source;
    this.thread = Executors.newSingleThreadExecutor(work -> {
      Thread asking = new Thread(work, thread);
      asking.setDaemon(true);
      return asking;
    });
  }

  /** The answer, when it comes. */
  synchronized CompletableFuture<T> ask() {
    CompletableFuture<T> current = asking;
    if (current == null || current.isDone()) {
      current = CompletableFuture.supplyAsync(source, thread);
      asking = current;
    }
    return current;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
