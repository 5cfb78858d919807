package dev.stepwell.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code stepwell.*}.
 *
 * @param backend Where runs are stored: on the application's Postgres, or on an Inngest server.
 * @param schema Schema that holds Stepwell's tables.
 * @param migrate Migration of that schema.
 * @param waitForDatabase How long the start waits for a database that cannot be reached.
 * @param retention How long ended runs and their events are kept.
 * @param send Sending of events.
 * @param worker Execution of runs in this process.
 * @param backoff Waits between the attempts of a step.
 * @param dashboard The dashboard and the HTTP API, within the application's web server.
 */
@ConfigurationProperties("stepwell")
public record StepwellProperties(
    @DefaultValue("postgres") Backend backend,
    @DefaultValue("stepwell") String schema,
    @DefaultValue Migrate migrate,
    @DefaultValue("0s") Duration waitForDatabase,
    @DefaultValue("30d") Duration retention,
    @DefaultValue Send send,
    @DefaultValue Worker worker,
    @DefaultValue Backoff backoff,
    @DefaultValue Dashboard dashboard) {

  /** Where runs are stored. */
  public enum Backend {
    /** In the tables of {@link #schema}. */
    POSTGRES,

    /** On an Inngest server, which calls the application. */
    INNGEST
  }

  /**
   * Migration of the schema.
   *
   * @param enabled Whether the start creates what is missing in the schema. If false, the role needs no right to create.
   */
  public record Migrate(@DefaultValue("true") boolean enabled) {}

  /**
   * Sending of events.
   *
   * @param transaction What a send or a cancellation does with a transaction that is active on the thread.
   * @param timeout How long a send waits for a database that does not respond.
   */
  public record Send(
      @DefaultValue("join") SendTransaction transaction,
      @DefaultValue("30s") Duration timeout) {}

  /** What a send or a cancellation does with the transaction of its thread. */
  public enum SendTransaction {
    /** It takes effect when the transaction commits; without a transaction, at once. */
    JOIN,

    /** It takes effect when the transaction commits, and fails without a transaction. */
    REQUIRE,

    /** It takes effect at once. */
    IGNORE
  }

  /**
   * Execution of runs in this process.
   *
   * @param enabled Whether this process executes runs. If false, the process only sends events, and their runs are queued.
   * @param name Name of the worker in the dashboard; by default, process id and host.
   * @param maxConcurrentRuns How many runs this process executes at once.
   * @param maxConcurrentTransactions How many transactional steps run at once, each on a connection of the pool.
   * @param lease How long the worker keeps its runs after its last heartbeat.
   * @param beat How often the worker renews its lease.
   * @param grace How long a stop waits for running steps. It is shortened to fit spring.lifecycle.timeout-per-shutdown-phase.
   * @param recordInputs Whether arguments of steps and data that they send are stored, for display only.
   */
  public record Worker(
      @DefaultValue("true") boolean enabled,
      @Nullable String name,
      @DefaultValue("1000") int maxConcurrentRuns,
      @DefaultValue("4") int maxConcurrentTransactions,
      @DefaultValue("15s") Duration lease,
      @DefaultValue("1600ms") Duration beat,
      @DefaultValue("10s") Duration grace,
      @DefaultValue("false") boolean recordInputs) {}

  /**
   * Waits between the attempts of a step.
   *
   * @param first How long a failed step waits before its second attempt. The wait is doubled each time.
   * @param max The maximum wait.
   */
  public record Backoff(
      @DefaultValue("1s") Duration first,
      @DefaultValue("1h") Duration max) {}

  /**
   * The dashboard.
   *
   * @param enabled Whether the dashboard and the HTTP API are mounted in the application's web server.
   * @param path Where it is mounted, below the context path of the application.
   * @param authority Authority that a user needs, or role if the application does not use Spring Security. Empty to admit every
   *     request that the application's own security lets pass.
   * @param decodeAuthority Further authority that a user needs to see payloads as they were before they were encoded or encrypted. If
   *     empty, nobody can.
   */
  public record Dashboard(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("/stepwell") String path,
      @DefaultValue("ROLE_STEPWELL") String authority,
      @DefaultValue("") String decodeAuthority) {}
}
