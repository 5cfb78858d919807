package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Stepwell;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Workers that have the functions of {@link LimitedWork}. */
final class LimitedSession implements AutoCloseable {
  private final BenchmarkDatabase database;
  private final BenchmarkProbe probe = new BenchmarkProbe();
  private final StartTimes starts = new StartTimes();
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final Stepwell sender;

  private LimitedSession(BenchmarkDatabase database, int workers, int maxRuns) {
    this.database = database;
    Stepwell first = worker(maxRuns);
    for (int i = 1; i < workers; i++) {
      worker(maxRuns);
    }
    this.sender = first;
  }

  /** One worker. */
  static LimitedSession of(BenchmarkDatabase database) {
    return new LimitedSession(database, 1, StepwellContender.MAX_RUNS);
  }

  /** Several workers. Each executes few runs at once. */
  static LimitedSession of(BenchmarkDatabase database, int workers, int maxRuns) {
    return new LimitedSession(database, workers, maxRuns);
  }

  private Stepwell worker(int maxRuns) {
    HikariDataSource pool = database.pool(StepwellContender.CONNECTIONS);
    closing.push(pool::close);
    Stepwell worker = Stepwell.on(pool)
        .register(new DurableLimitedWork(probe, starts))
        .maxConcurrentRuns(maxRuns)
        .grace(Duration.ofMillis(1))
        .start();
    closing.push(worker::close);
    return worker;
  }

  /** Sends from a process without functions, after a process with functions has published them. */
  static void fill(BenchmarkDatabase database, int count, Record event) {
    of(database).close();
    try (HikariDataSource pool = database.pool(StepwellContender.CONNECTIONS);
        Stepwell sender = Stepwell.on(pool).start()) {
      sender.sendAll(Collections.nCopies(count, event));
    }
  }

  StartTimes starts() {
    return starts;
  }

  BenchmarkProbe probe() {
    return probe;
  }

  void send(List<? extends Record> events) {
    sender.sendAll(events);
  }

  /** Runs as many as there are, spread evenly over this many keys, until all ends are on disk. */
  void run(int runs, int keys, int steps, BiFunction<String, Integer, ? extends Record> event)
      throws InterruptedException, SQLException {
    send(IntStream.range(0, runs)
        .mapToObj(i -> event.apply("k" + i % keys, steps))
        .toList());
    probe.awaitEnds(runs);
    database.awaitNone(StepwellSession.LIVE);
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
