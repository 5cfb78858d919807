package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What every run of a worker executes with.
 *
 * @param json the codec of payloads and results
 * @param journal where outcomes go
 * @param clock the time
 * @param retryPolicy when a failed step is tried again
 * @param random the source of jitter
 * @param threads where parallel branches run
 */
public record Engine(
    Json json,
    Journal journal,
    Clock clock,
    RetryPolicy retryPolicy,
    RandomGenerator random,
    Executor threads) {}
