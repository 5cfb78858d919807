package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A running DBOS. */
final class DbosSession implements ContenderSession {
  /** The number of threads that start workflows. */
  static final int STARTERS = 16;

  private static final int DAYS_ASLEEP = 3;
  private static final String LIVE =
      "select count(*) from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')";

  private final BenchmarkDatabase database;
  private final DBOS dbos;
  private final DbosFlows flows;
  private final HikariDataSource pool;
  private final BenchmarkProbe probe;
  private final ExecutorService starters = Executors.newFixedThreadPool(STARTERS);

  DbosSession(
      BenchmarkDatabase database,
      DBOS dbos,
      DbosFlows flows,
      HikariDataSource pool,
      BenchmarkProbe probe) {
    this.database = database;
    this.dbos = dbos;
    this.flows = flows;
    this.pool = pool;
    this.probe = probe;
  }

  @Override
  public BenchmarkProbe probe() {
    return probe;
  }

  @Override
  public void run(int runs, int steps) throws InterruptedException, ExecutionException {
    for (WorkflowHandle<Integer, RuntimeException> handle :
        start(runs, () -> dbos.startWorkflow(() -> flows.count(steps)))) {
      handle.getResult();
    }
    probe.awaitEnds(runs);
  }

  /** Enqueues runs of one step. */
  void enqueue(int runs, Queue queue) throws InterruptedException, ExecutionException {
    StartWorkflowOptions options = new StartWorkflowOptions(queue);
    start(runs, () -> dbos.startWorkflow(() -> flows.count(1), options));
  }

  private <T> List<T> start(int runs, Callable<T> start)
      throws InterruptedException, ExecutionException {
    List<Future<T>> starting = new ArrayList<>(runs);
    for (int i = 0; i < runs; i++) {
      starting.add(starters.submit(start));
    }
    List<T> started = new ArrayList<>(runs);
    for (Future<T> one : starting) {
      started.add(one.get());
    }
    return started;
  }

  @Override
  public void awaitFilled(int runs) throws InterruptedException, SQLException {
    probe.awaitEnds(runs);
    database.awaitNone(LIVE);
  }

  @Override
  public Latency once() throws InterruptedException {
    long start = System.nanoTime();
    WorkflowHandle<Integer, RuntimeException> handle = dbos.startWorkflow(() -> flows.count(1));
    handle.getResult();
    long end = System.nanoTime();
    probe.awaitEnds(1);
    return new Latency(probe.last() - start, end - start);
  }

  @Override
  public void sleep(int runs) throws InterruptedException, ExecutionException {
    start(runs, () -> dbos.<RuntimeException>startWorkflow(() -> flows.sleep(DAYS_ASLEEP)));
  }

  @Override
  public void close() {
    starters.shutdown();
    dbos.shutdown();
    pool.close();
  }
}
