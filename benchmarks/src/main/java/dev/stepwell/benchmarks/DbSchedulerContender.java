package dev.stepwell.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * db-scheduler: lock-and-fetch polling, as its documentation recommends for high throughput, and immediate execution.
 */
final class DbSchedulerContender implements Contender {
  private static final int THREADS = 50;
  private static final int CONNECTIONS = 32;
  private static final double FETCH_BELOW = 1.0;
  private static final double FETCH_UP_TO = 4.0;

  /** The table that its users create; it has the columns and indexes that its statements need. */
  private static final String TABLE = """
      create table if not exists scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamptz,
        picked boolean not null,
        picked_by text,
        last_success timestamptz,
        last_failure timestamptz,
        consecutive_failures int,
        last_heartbeat timestamptz,
        version bigint not null,
        priority smallint,
        state text,
        primary key (task_name, task_instance)
      );
      create index if not exists due on scheduled_tasks (execution_time);
      create index if not exists heartbeat on scheduled_tasks (last_heartbeat)""";

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public String version() {
    return Version.of("com.github.kagkarlsson", "db-scheduler");
  }

  @Override
  public String settings() {
    return THREADS + " threads, lock-and-fetch from " + FETCH_BELOW + " up to " + FETCH_UP_TO
        + " of them, immediate execution, " + CONNECTIONS + " connections";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.SENT, Ability.FILLED, Ability.ONE_BY_ONE);
  }

  @Override
  public Running start(BenchmarkDatabase database) throws SQLException {
    Running running = new Running(database);
    running.scheduler.start();
    return running;
  }

  @Override
  public void fill(BenchmarkDatabase database, int runs) throws SQLException {
    try (Running client = new Running(database)) {
      client.schedule(runs, Instant.now());
    }
  }

  /** A running scheduler. */
  private static final class Running implements ContenderSession {
    private static final String ANY = "select count(*) from scheduled_tasks";
    private static final Duration ASLEEP = Duration.ofDays(3);

    private final BenchmarkDatabase database;
    private final BenchmarkProbe probe = new BenchmarkProbe();
    private final HikariDataSource pool;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;
    private int scheduled;

    Running(BenchmarkDatabase database) throws SQLException {
      this.database = database;
      database.execute(TABLE);
      pool = database.pool(CONNECTIONS);
      task = Tasks.oneTime("job").execute((instance, context) -> {
        probe.begin();
        probe.end();
      });
      scheduler = Scheduler.create(pool, task)
          .threads(THREADS)
          .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
          .enableImmediateExecution()
          .build();
    }

    private void schedule(int runs, Instant time) {
      List<TaskInstance<?>> instances = new ArrayList<>(runs);
      for (int i = 0; i < runs; i++) {
        instances.add(next());
      }
      scheduler.scheduleBatch(instances, time);
    }

    private TaskInstance<Void> next() {
      scheduled++;
      return task.instance(Long.toString(System.nanoTime()) + "-" + scheduled);
    }

    @Override
    public BenchmarkProbe probe() {
      return probe;
    }

    @Override
    public void run(int runs, int steps) throws InterruptedException, SQLException {
      schedule(runs, Instant.now());
      awaitFilled(runs);
    }

    @Override
    public void awaitFilled(int runs) throws InterruptedException, SQLException {
      probe.awaitEnds(runs);
      database.awaitNone(ANY);
    }

    @Override
    public Latency once() throws InterruptedException, SQLException {
      long start = System.nanoTime();
      scheduler.schedule(next(), Instant.now());
      awaitFilled(1);
      return new Latency(probe.last() - start, System.nanoTime() - start);
    }

    @Override
    public void sleep(int runs) {
      schedule(runs, Instant.now().plus(ASLEEP));
    }

    @Override
    public void close() {
      scheduler.stop();
      pool.close();
    }
  }
}
