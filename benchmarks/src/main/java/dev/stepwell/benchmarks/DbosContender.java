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
 * <p>Workflows are started directly, by several threads, for a start is a transaction and this is faster than its queue, whose one
 * listener reads each workflow for itself. Filled runs have to come by the queue. Its own pool has 10 connections; more of them let
 * more commits share a flush of the log. The threads of its workflows cannot be set: virtual ones from Java 21, before that 50 for
 * each processor.
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
        + " connections; filled: by a queue that is looked at every "
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
