package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * JobRunr, with its shortest poll interval, and with job requests, which cost less than its lambdas.
 *
 * <p>It first polls a second after its start, then every five seconds, or immediately when a worker becomes idle.
 */
final class JobRunrContender implements Contender {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int WORKERS = 64;
  private static final int CONNECTIONS = 32;

  @Override
  public String name() {
    return "jobrunr";
  }

  @Override
  public String version() {
    return String.valueOf(JobRequest.class.getPackage().getImplementationVersion());
  }

  @Override
  public String settings() {
    return WORKERS + " workers, a look every " + POLL.toSeconds() + " s (the least), " + CONNECTIONS
        + " connections";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.FILLED);
  }

  @Override
  public Running start(BenchmarkDatabase database) {
    Running running = new Running(database);
    running.server.start();
    return running;
  }

  @Override
  public void fill(BenchmarkDatabase database, int runs) {
    try (Running client = new Running(database)) {
      client.scheduler.enqueue(Stream.generate(Job::new).limit(runs));
    }
  }

  /** A job with only the name of its handler. JobRunr requires both to be public. */
  public record Job() implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Executes jobs. */
  public record Handler(BenchmarkProbe probe) implements JobRequestHandler<Job> {
    @Override
    public void run(Job job) {
      probe.begin();
      probe.end();
    }
  }

  /** A running server, or only its client. */
  private static final class Running implements ContenderSession {
    private static final String LIVE =
        "select count(*) from jobrunr_jobs where state in ('ENQUEUED', 'PROCESSING')";
    private static final Duration ASLEEP = Duration.ofDays(3);

    private final BenchmarkDatabase database;
    private final BenchmarkProbe probe = new BenchmarkProbe();
    private final HikariDataSource pool;
    private final JobRequestScheduler scheduler;
    private final BackgroundJobServer server;

    Running(BenchmarkDatabase database) {
      this.database = database;
      pool = database.pool(CONNECTIONS);
      JacksonJsonMapper json = new JacksonJsonMapper();
      StorageProvider storage = new PostgresStorageProvider(pool);
      storage.setJobMapper(new JobMapper(json));
      scheduler = new JobRequestScheduler(storage);
      Handler handler = new Handler(probe);
      server = new BackgroundJobServer(
          storage,
          json,
          new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
              return type.cast(handler);
            }
          },
          BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
              .andWorkerCount(WORKERS)
              .andPollInterval(POLL));
    }

    @Override
    public BenchmarkProbe probe() {
      return probe;
    }

    @Override
    public void run(int runs, int steps) throws InterruptedException, SQLException {
      scheduler.enqueue(Stream.generate(Job::new).limit(runs));
      awaitFilled(runs);
    }

    @Override
    public void awaitFilled(int runs) throws InterruptedException, SQLException {
      probe.awaitEnds(runs);
      database.awaitNone(LIVE);
    }

    @Override
    public Latency once() throws InterruptedException, SQLException {
      long start = System.nanoTime();
      scheduler.enqueue(new Job());
      awaitFilled(1);
      return new Latency(probe.last() - start, System.nanoTime() - start);
    }

    @Override
    public void sleep(int runs) {
      Instant time = Instant.now().plus(ASLEEP);
      for (int i = 0; i < runs; i++) {
        scheduler.schedule(time, new Job());
      }
    }

    @Override
    public void close() {
      server.stop();
      scheduler.shutdown();
      pool.close();
    }
  }
}
