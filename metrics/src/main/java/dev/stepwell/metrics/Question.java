package dev.stepwell.metrics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query to the database, executed on a thread of its own so that callers can time out. Concurrent callers share one
 * execution.
 */
final class Question<T> implements AutoCloseable {
  private final ExecutorService thread;
  private final Supplier<T> source;
  private @Nullable CompletableFuture<T> asking;

  /** A query that has not been executed yet, with the name of its thread. */
  Question(String thread, Supplier<T> source) {
    this.source = source;
    this.thread = Executors.newSingleThreadExecutor(work -> {
      Thread asking = new Thread(work, thread);
      asking.setDaemon(true);
      return asking;
    });
  }

  /** The answer, once available. */
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
