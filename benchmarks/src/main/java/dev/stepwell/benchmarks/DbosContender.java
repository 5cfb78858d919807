package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import java.time.Duration;
import java.util.Set;

/**
 * DBOS Transact.
 *
 * <p>Several threads start workflows directly, because a start is a transaction and this is faster than its queue,
 * whose single listener reads each workflow individually. Stored runs must use the queue. Its own pool has 10
 * connections; with more, more commits share a flush of the log. The number of threads of its workflows is fixed:
 * virtual threads from Java 21, before that 50 per processor.
 */
final class DbosContender implements Contender {
  private static final int CONNECTIONS = 32;
  private static final Queue QUEUE =
      new Queue("benchmarks").withPollingInterval(Duration.ofMillis(100));
  private static final String NO_QUEUE = "none";

  @Override
  public String name() {
    return "dbos";
  }

  @Override
  public String version() {
    return DBOS.version();
  }

  @Override
  public String settings() {
    return "started directly by " + DbosSession.STARTERS + " threads, " + CONNECTIONS
        + " connections; filled: by a queue that is polled every "
        + QUEUE.pollingInterval().toMillis() + " ms";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.values());
  }

  @Override
  public DbosSession start(BenchmarkDatabase database) {
    return start(database, QUEUE.name());
  }

  private static DbosSession start(BenchmarkDatabase database, String listenTo) {
    HikariDataSource pool = database.pool(CONNECTIONS);
    DBOS dbos =
        new DBOS(DBOSConfig.defaults("benchmarks").withDataSource(pool).withListenQueues(listenTo));
    BenchmarkProbe probe = new BenchmarkProbe();
    DbosFlows flows = dbos.registerProxy(DbosFlows.class, new DbosFlows.OnDbos(dbos, probe));
    dbos.registerQueue(QUEUE);
    dbos.launch();
    return new DbosSession(database, dbos, flows, pool, probe);
  }

  @Override
  public void fill(BenchmarkDatabase database, int runs) throws Exception {
    try (DbosSession session = start(database, NO_QUEUE)) {
      session.enqueue(runs, QUEUE);
    }
  }
}
