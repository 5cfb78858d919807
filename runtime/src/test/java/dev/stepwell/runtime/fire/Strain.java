package dev.stepwell.runtime.fire;

import dev.stepwell.runtime.fire.Wish.Expected;
import dev.stepwell.runtime.fire.flows.FireDueWanted;
import dev.stepwell.runtime.fire.flows.FireGreedyWanted;
import dev.stepwell.runtime.fire.flows.FirePoisonWanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends events that strain the workers: a poison, steps that exhaust their pools, and events that are due together.
 *
 * <p>{@code -Dstepwell.fire.due} sets the number of the latter.
 */
final class Strain implements AutoCloseable {
  private static final int MAX_POISONS = 2;
  private static final int GREEDY = 60;
  private static final int SENDERS = 24;
  private static final int DUE = Integer.getInteger("stepwell.fire.due", 2_000);

  private final FireSending sending;
  private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
  private final List<CompletableFuture<Void>> sent = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private int poisons;

  Strain(FireSending sending) {
    this.sending = sending;
  }

  /** A run that ends the process of each worker which executes it. */
  String poison() {
    if (poisons == MAX_POISONS) {
      return "sent no further poison";
    }
    poisons++;
    String key = "poison" + count.incrementAndGet();
    send(
        new Wish(new FirePoisonWanted(key), List.of(new Expected("fire-poison", "failed", null))),
        key,
        Instant.now());
    return "sent a poison";
  }

  /** More runs that hold a connection than the pools of all workers have. */
  String exhaust() {
    Instant now = Instant.now();
    for (int i = 0; i < GREEDY; i++) {
      String key = "greedy" + count.incrementAndGet();
      send(
          new Wish(
              new FireGreedyWanted(key, 2_000),
              List.of(new Expected("fire-greedy", "completed", '"' + key + '"'))),
          key,
          now);
    }
    return "sent " + GREEDY + " steps that hold a connection each";
  }

  /** Many events, which are due at the same instant. */
  String sendDue() {
    Instant due = Instant.now().plus(Duration.ofMillis(3_000 + DUE));
    for (int i = 0; i < DUE; i++) {
      int number = count.incrementAndGet();
      send(
          new Wish(
              new FireDueWanted(number),
              List.of(new Expected("fire-due", "completed", Integer.toString(number)))),
          "due" + number,
          due);
    }
    return "sent " + DUE + " events that are due together";
  }

  private void send(Wish wish, String key, Instant time) {
    sent.add(CompletableFuture.runAsync(
        () -> {
          try {
            sending.send(wish, key, time);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        threads));
  }

  /** Waits until all are sent. */
  void await() {
    sent.forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
