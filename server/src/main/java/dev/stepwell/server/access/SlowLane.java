package dev.stepwell.server.access;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The queue of logins of clients that have failed too often. It checks one login per interval, round-robin by client.
 * So a guess costs time however many connections make guesses, a correct password is accepted after its turn, and no
 * thread waits.
 */
final class SlowLane implements AutoCloseable {
  /** At most two guesses per second, from all clients together. */
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private static final int MAX_PER_CLIENT = 8;
  private static final int MAX_CLIENTS = 100;

  private final Map<String, Deque<CompletableFuture<Void>>> waiting = new LinkedHashMap<>();
  private final ScheduledThreadPoolExecutor clock;
  private boolean isBusy;

  SlowLane() {
    clock = new ScheduledThreadPoolExecutor(1, work -> {
      Thread thread = new Thread(work, "stepwell-logins");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Completes at this client's turn; completes immediately with false if too many of its logins are waiting. */
  synchronized CompletableFuture<Boolean> turn(String client) {
    Deque<CompletableFuture<Void>> own = waiting.get(client);
    if (own == null ? waiting.size() >= MAX_CLIENTS : own.size() >= MAX_PER_CLIENT) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    waiting.computeIfAbsent(client, unknown -> new ArrayDeque<>()).add(turn);
    if (!isBusy) {
      isBusy = true;
      var unused = clock.schedule(this::next, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
    return turn.thenApply(now -> true);
  }

  private void next() {
    CompletableFuture<Void> turn = take();
    if (turn != null) {
      turn.complete(null);
    }
  }

  private synchronized @Nullable CompletableFuture<Void> take() {
    Iterator<Map.Entry<String, Deque<CompletableFuture<Void>>>> clients =
        waiting.entrySet().iterator();
    if (!clients.hasNext()) {
      isBusy = false;
      return null;
    }
    Map.Entry<String, Deque<CompletableFuture<Void>>> client = clients.next();
    clients.remove();
    CompletableFuture<Void> turn = client.getValue().remove();
    if (!client.getValue().isEmpty()) {
      waiting.put(client.getKey(), client.getValue());
    }
    var unused = clock.schedule(this::next, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return turn;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
