package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.Timers;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What every run of a worker executes with.
 *
 * @param json the codec of payloads and results
 * @param events makes events of what flows send
 * @param inputs what is to be recorded of what goes into steps
 * @param middleware what the application puts around runs and steps
 * @param ports where outcomes go, and what waits need
 * @param time the time, and what comes of it
 * @param functions what events set off
 * @param threads where parallel branches run
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
   * What is asked of storage.
   *
   * @param journal where outcomes go
   * @param waits what waits for events need
   * @param transactions where the outcomes of transactional steps go
   * @param deferred where scheduled events are
   */
  public record Ports(
      Journal journal, Waits waits, Transactions transactions, DeferredEvents deferred) {}

  /**
   * The time, and what comes of it.
   *
   * @param clock the time
   * @param timers what interrupts steps
   * @param retryPolicy when a failed step is tried again, unless it says otherwise
   * @param random the source of jitter
   */
  public record Time(Clock clock, Timers timers, RetryPolicy retryPolicy, RandomGenerator random) {}

  /** Whether this thread executes a run. */
  public static boolean isExecutingHere() {
    return Frame.isHere();
  }

  /** Whether this thread executes a branch of a parallel section, or a node of a graph, and not the flow of a run itself. */
  public static boolean isInBranchHere() {
    return Frame.isInBranch();
  }
}
