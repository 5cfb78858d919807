package dev.stepwell.runtime.client;

import dev.stepwell.FunctionRef;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.TransactionLog;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sends events and cancels runs. */
public final class Client {
  private final EventLog log;
  private final KnownFunctions functions;
  private final Cancellations cancellations;
  private final Clock clock;
  private final Executor threads;
  private volatile LocalWorker worker = LocalWorker.NONE;

  /** A client of these ports, which loads changed functions on these threads. */
  public Client(
      EventLog log,
      KnownFunctions functions,
      Cancellations cancellations,
      Clock clock,
      Executor threads) {
    this.log = log;
    this.functions = functions;
    this.cancellations = cancellations;
    this.clock = clock;
    this.threads = threads;
  }

  /** Lets the worker in this process take runs that are sent here, if it has room. */
  public void attach(LocalWorker worker) {
    this.worker = worker;
  }

  /**
   * The names of the events with listeners. A process that only sends is not notified of changes, so it queries them.
   */
  public Set<String> eventNames() {
    if (worker == LocalWorker.NONE) {
      functions.reload();
    }
    return functions.matching().events();
  }

  /**
   * Sends an event. The future completes when the event and its immediate effects are on disk. After the future is cancelled, it is
   * unknown whether the event is stored.
   */
  public CompletableFuture<Sent> send(StoredEvent event) {
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    send(event, sent);
    return sent;
  }

  private void send(StoredEvent event, CompletableFuture<Sent> sent) {
    LocalWorker taker = worker;
    Dispatch dispatch = functions
        .matching()
        .matchForWorker(event, clock.now(), Ids::next)
        .takingWhere(taker::reserve);
    CompletableFuture<?> unused = log.append(dispatch, sent::isDone)
        .whenComplete(
            (accepted, failure) -> settle(taker, dispatch, failure == null ? accepted : null))
        .thenAccept(accepted -> {
          if (accepted instanceof Accepted.FunctionsChanged) {
            sendAgain(event, sent);
          } else {
            sent.complete(answer(event, accepted));
          }
        })
        .whenComplete((done, failure) -> fail(sent, failure));
  }

  private void sendAgain(StoredEvent event, CompletableFuture<Sent> sent) {
    Runnable again = () -> {
      functions.reload();
      send(event, sent);
    };
    CompletableFuture<?> unused = CompletableFuture.runAsync(again, threads)
        .whenComplete((done, failure) -> fail(sent, failure));
  }

  private static void fail(CompletableFuture<Sent> sent, @Nullable Throwable failure) {
    if (failure != null) {
      sent.completeExceptionally(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }

  /**
   * Sends events through this log, in a caller's transaction: the workers are notified when it commits.
   *
   * @throws dev.stepwell.BacklogFullException if one of them is not accepted; the others are stored
   */
  public List<Sent> sendThrough(TransactionLog transaction, List<StoredEvent> sent) {
    while (true) {
      Matching matching = functions.matching();
      List<Dispatch> dispatches = sent.stream()
          .map(event -> matching.matchInTransaction(event, clock.now(), Ids::next))
          .toList();
      List<Accepted> accepted = transaction.appendAll(dispatches);
      if (accepted.stream().noneMatch(Accepted.FunctionsChanged.class::isInstance)) {
        List<Sent> answers = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
          answers.add(answer(sent.get(i), accepted.get(i)));
        }
        return answers;
      }
      functions.reload();
    }
  }

  /** Passes the runs that the worker now holds to it, and releases the room of the others. */
  private static void settle(LocalWorker worker, Dispatch dispatch, @Nullable Accepted accepted) {
    Set<UUID> taken = accepted instanceof Accepted.Stored stored ? stored.taken() : Set.of();
    boolean left = false;
    for (NewRun start : dispatch.starts()) {
      if (accepted instanceof Accepted.Stored stored && taken.contains(start.id())) {
        worker.execute(claimed(start, dispatch.event(), stored.at()), start.limits() != null);
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
      if (dispatch.deferred() != null) {
        worker.effectsAreDueAt(dispatch.deferred().dueAt());
      }
    }
  }

  private static ClaimedRun claimed(NewRun run, StoredEvent event, Instant at) {
    return new ClaimedRun(run.id(), run.functionId(), event, at, at, true, List.of());
  }

  private Sent answer(StoredEvent event, Accepted accepted) {
    if (accepted instanceof Accepted.Stored stored) {
      return new Sent(
          event.id(), false, stored.started(), isHeard(event), stored.skipped(), stored.joined());
    }
    if (accepted instanceof Accepted.Duplicate duplicate) {
      return new Sent(event.id(), true, duplicate.runIds(), isHeard(event));
    }
    if (accepted instanceof Accepted.BacklogFull full) {
      throw full.exception();
    }
    throw new IllegalStateException("event " + event.id() + " must be matched again");
  }

  private boolean isHeard(StoredEvent event) {
    return functions.matching().isHeard(event.name());
  }

  /** Cancels a run. Returns false if it has ended or does not exist. */
  public boolean cancel(UUID runId) {
    Set<UUID> cancelled = cancellations.cancel(runId);
    worker.revoke(cancelled);
    return !cancelled.isEmpty();
  }

  /**
   * Cancels the live runs of a function whose event's data contains this JSON object, under its current and former ids.
   * Returns these runs.
   */
  public Set<UUID> cancel(FunctionRef<?, ?> function, String data) {
    Set<UUID> cancelled = cancelThrough(cancellations, function, data);
    worker.revoke(cancelled);
    return cancelled;
  }

  /** Like {@link #cancel(FunctionRef, String)}, through this port, in a caller's transaction. */
  public static Set<UUID> cancelThrough(
      Cancellations transaction, FunctionRef<?, ?> function, String data) {
    Set<UUID> cancelled = new LinkedHashSet<>(transaction.cancel(function.id(), data));
    if (function instanceof FunctionDefinition<?, ?, ?> definition) {
      definition.was().forEach(was -> cancelled.addAll(transaction.cancel(was, data)));
    }
    return cancelled;
  }
}
