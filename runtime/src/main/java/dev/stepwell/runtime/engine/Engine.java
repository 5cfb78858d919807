package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Timers;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The services of all runs of a worker.
 *
 * @param json the codec of payloads and results
 * @param events creates the events that flows send
 * @param inputs records the inputs of steps
 * @param middleware the application's code around runs and steps
 * @param ports the ports of storage
 * @param time the time, timers and delays
 * @param functions matches events
 * @param threads the threads of parallel branches
 */
public record Engine(
    Json json,
    Events events,
    Inputs inputs,
    MiddlewareChain middleware,
    Ports ports,
    Time time,
    KnownFunctions functions,
    Executor threads) {
  /**
   * The ports of storage.
   *
   * @param journal records outcomes
   * @param waits the operations of waits for events
   * @param transactions where the outcomes of transactional steps go
   * @param deferred where scheduled events are
   * @param slots where parallel branches take slots
   */
  public record Ports(
      Journal journal,
      Waits waits,
      Transactions transactions,
      DeferredEvents deferred,
      Slots slots) {
    /** For runs that no limit of this process concerns. */
    public Ports(Journal journal, Waits waits, Transactions transactions, DeferredEvents deferred) {
      this(journal, waits, transactions, deferred, Slots.UNLIMITED);
    }
  }

  /**
   * The time, timers and delays.
   *
   * @param clock the time
   * @param timers the timers that interrupt steps
   * @param retryPolicy the default delays of retries
   * @param random the source of jitter
   */
  public record Time(Clock clock, Timers timers, RetryPolicy retryPolicy, RandomGenerator random) {}

  /** Whether this thread executes a run. */
  public static boolean isExecutingHere() {
    return Frame.isHere();
  }

  /** Whether this thread executes a branch of a parallel section, or a node of a graph, instead of the flow itself. */
  public static boolean isInBranchHere() {
    return Frame.isInBranch();
  }
}
