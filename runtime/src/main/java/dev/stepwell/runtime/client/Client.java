package dev.stepwell.runtime.client;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Functions;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.time.Backoff;
import dev.stepwell.runtime.time.Ids;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends events and cancels runs. */
public final class Client {
  private final EventLog log;
  private final Functions functions;
  private final Cancellations cancellations;
  private final Json json;
  private volatile LocalWorker worker = LocalWorker.NONE;
  private volatile Matching matching;

  /** A client of these ports; it loads the functions that are known. */
  public Client(EventLog log, Functions functions, Cancellations cancellations, Json json) {
    this.log = log;
    this.functions = functions;
    this.cancellations = cancellations;
    this.json = json;
    this.matching = new Matching(functions.load(), json);
  }

  /** Lets the worker in this process take what is sent here, when it has room. */
  public void attach(LocalWorker worker) {
    this.worker = worker;
  }

  /** What events set off, by the functions as they were last loaded. */
  public Matching matching() {
    return matching;
  }

  /** The names of the events that something listens to. A process that only sends hears of no changes, and so asks. */
  public Set<String> eventNames() {
    if (worker == LocalWorker.NONE) {
      matching = new Matching(functions.load(), json);
    }
    return matching.events();
  }

  /** Loads the functions anew if their version is another. */
  public void functionsAre(long version) {
    if (matching.version() != version) {
      matching = new Matching(functions.load(), json);
    }
  }

  /** Sends an event; the future completes when the event and all that it sets off is on disk. */
  public CompletableFuture<Sent> send(Event event) {
    LocalWorker taker = worker;
    Dispatch dispatch = matching.match(event, Ids::next, taker::reserve);
    return log.append(dispatch)
        .whenComplete(
            (accepted, failure) -> settle(taker, dispatch, failure == null ? accepted : null))
        .thenCompose(accepted -> answer(event, dispatch, accepted, () -> send(event)));
  }

  /**
   * Sends an event through this log, which is a caller's own transaction: the workers learn of it when that commits. The future is
   * complete when the method returns.
   */
  public CompletableFuture<Sent> sendThrough(EventLog transaction, Event event) {
    Dispatch dispatch = matching.match(event, Ids::next, LocalWorker.NONE::reserve);
    return transaction
        .append(dispatch)
        .thenCompose(
            accepted -> answer(event, dispatch, accepted, () -> sendThrough(transaction, event)));
  }

  /** Hands the runs that the worker holds now to it, and gives back the room of those that it does not. */
  private static void settle(LocalWorker worker, Dispatch dispatch, @Nullable Accepted accepted) {
    Set<UUID> taken = accepted instanceof Accepted.Stored stored ? stored.taken() : Set.of();
    boolean left = false;
    for (NewRun start : dispatch.starts()) {
      if (taken.contains(start.id())) {
        worker.execute(new ClaimedRun(start.id(), start.functionId(), dispatch.event(), List.of()));
      } else {
        left = true;
        if (start.take()) {
          worker.release();
        }
      }
    }
    if (accepted instanceof Accepted.Stored stored) {
      worker.revoke(stored.cancelled());
      if (left) {
        worker.runsAreDue();
      }
    }
  }

  private CompletableFuture<Sent> answer(
      Event event, Dispatch dispatch, Accepted accepted, Supplier<CompletableFuture<Sent>> again) {
    if (accepted instanceof Accepted.Stored) {
      List<UUID> ids = dispatch.starts().stream().map(NewRun::id).toList();
      return CompletableFuture.completedFuture(new Sent(event.id(), false, ids));
    }
    if (accepted instanceof Accepted.Duplicate duplicate) {
      return CompletableFuture.completedFuture(new Sent(event.id(), true, duplicate.runIds()));
    }
    return CompletableFuture.runAsync(() -> matching = new Matching(functions.load(), json))
        .thenCompose(reloaded -> again.get());
  }

  /** Cancels a run; false if it has ended or there is none. */
  public boolean cancel(UUID runId) {
    boolean cancelled = cancellations.cancel(runId);
    if (cancelled) {
      worker.revoke(Set.of(runId));
    }
    return cancelled;
  }

  /** Cancels the live runs of a function whose event's data contains this JSON object; says which. */
  public Set<UUID> cancel(String functionId, String data) {
    Set<UUID> cancelled = cancellations.cancel(functionId, data);
    worker.revoke(cancelled);
    return cancelled;
  }

  /** Waits until the run has ended, for at most this long; returns it as it is then. */
  public Run await(Runs runs, UUID runId, Duration atMost) throws InterruptedException {
    Backoff backoff = new Backoff();
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      Run run =
          runs.run(runId).orElseThrow(() -> new NoSuchElementException("there is no run " + runId));
      if (run.status().isEnded() || System.nanoTime() > end) {
        return run;
      }
      backoff.pause();
    }
  }
}
