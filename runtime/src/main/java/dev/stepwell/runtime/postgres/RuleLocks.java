package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StartRules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Locks the rows of all rules that one transaction looks at, in one order: rule after rule, and key after key. A transaction locks them
 * before it stores an event or changes a run, so that no two transactions wait for each other (ADR 90).
 *
 * <p>A row that is missing is created as one that says nothing.
 */
final class RuleLocks {
  static final String BACKLOG = """
      insert into stepwell.backlog as known (function_id, key, waiting)
      select k.function_id, k.key, 0 from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set waiting = known.waiting""";

  static final String DEBOUNCE = """
      insert into stepwell.debounce as known (function_id, key, run_id, first_at, event_time)
      select k.function_id, k.key, '00000000-0000-0000-0000-000000000000', 'infinity', 'infinity'
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = known.run_id""";

  static final String BATCH = """
      insert into stepwell.batch as known (function_id, key, run_id, first_at, size, bytes)
      select k.function_id, k.key, '00000000-0000-0000-0000-000000000000', 'infinity', 0, 0
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = known.run_id""";

  static final String RATE_LIMIT = """
      insert into stepwell.rate_limit as known (function_id, key, accepted, last_at, expires_at)
      select k.function_id, k.key, 0, '-infinity', '-infinity'
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set expires_at = known.expires_at""";

  static final String SINGLETON = """
      insert into stepwell.singleton as known (function_id, key, run_id)
      select k.function_id, k.key, '00000000-0000-0000-0000-000000000000'
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = known.run_id""";

  /** An expired key, which the run takes that is then started. */
  static final String IDEMPOTENCY = """
      insert into stepwell.idempotency as known (function_id, key, run_id, expires_at)
      select k.function_id, k.key, '00000000-0000-0000-0000-000000000000', '-infinity'
      from unnest(?::text[], ?::text[]) as k (function_id, key)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = known.run_id""";

  /** The rules, in the order in which their rows are locked. */
  private enum Rule {
    BACKLOGS(BACKLOG),
    DEBOUNCES(DEBOUNCE),
    BATCHES(BATCH),
    RATE_LIMITS(RATE_LIMIT),
    SINGLETONS(SINGLETON),
    IDEMPOTENCY_KEYS(IDEMPOTENCY);

    private final String statement;

    Rule(String statement) {
      this.statement = statement;
    }

    /** The value of the rule's key for this run; null if the rule does not apply to it. */
    @Nullable
    String key(NewRun run, StartRules rules) {
      return switch (this) {
        case BACKLOGS -> rules.maxWaiting() == null ? null : rules.maxWaiting().key();
        case DEBOUNCES -> rules.debounce() == null ? null : rules.debounce().key();
        case BATCHES ->
          rules.batch() == null || !rules.batch().joins() ? null : rules.batch().key();
        case RATE_LIMITS -> rules.rateLimit() == null ? null : rules.rateLimit().key();
        case SINGLETONS -> rules.singleton() == null ? null : rules.singleton().key();
        case IDEMPOTENCY_KEYS -> run.idempotencyKey();
      };
    }
  }

  private static final StartRules NONE = new StartRules(null, null, null, null, null, null);

  private final Connection connection;
  private final Map<Rule, Set<RuleKey>> held = new EnumMap<>(Rule.class);

  /** The locks of the transaction on this connection, which has none yet. */
  RuleLocks(Connection connection) {
    this.connection = connection;
  }

  /** Locks what the runs that these events start need. */
  void hold(Collection<Dispatch> dispatches) throws SQLException {
    hold(runs(dispatches), false);
  }

  /**
   * As {@link #hold(Collection)}, for events that are stored in several parts. Each part takes idempotency keys in their order, so they are
   * locked here if more than one part takes some.
   */
  void holdAll(List<? extends Collection<Dispatch>> parts) throws SQLException {
    long taking = parts.stream()
        .filter(part -> runs(part).anyMatch(run -> run.idempotencyKey() != null))
        .count();
    hold(parts.stream().flatMap(RuleLocks::runs), taking > 1);
  }

  private static Stream<NewRun> runs(Collection<Dispatch> dispatches) {
    return dispatches.stream().flatMap(dispatch -> dispatch.starts().stream());
  }

  /** Locks what this run needs. */
  void hold(NewRun run) throws SQLException {
    hold(Stream.of(run), false);
  }

  private void hold(Stream<NewRun> runs, boolean idempotency) throws SQLException {
    Map<Rule, Set<RuleKey>> missing = new EnumMap<>(Rule.class);
    runs.filter(run -> run.rules() != null || (idempotency && run.idempotencyKey() != null))
        .forEach(run -> {
          for (Rule rule : Rule.values()) {
            if (idempotency || rule != Rule.IDEMPOTENCY_KEYS) {
              add(rule, run, missing);
            }
          }
        });
    if (!missing.isEmpty()) {
      lock(missing);
    }
  }

  private void add(Rule rule, NewRun run, Map<Rule, Set<RuleKey>> to) {
    String value = rule.key(run, run.rules() == null ? NONE : run.rules());
    if (value == null) {
      return;
    }
    RuleKey key = new RuleKey(run.functionId(), value);
    if (held.computeIfAbsent(rule, any -> new TreeSet<>()).add(key)) {
      to.computeIfAbsent(rule, any -> new TreeSet<>()).add(key);
    }
  }

  private void lock(Map<Rule, Set<RuleKey>> keys) throws SQLException {
    String statements =
        keys.keySet().stream().map(rule -> rule.statement).collect(Collectors.joining(";\n"));
    try (PreparedStatement lock = connection.prepareStatement(statements)) {
      int next = 1;
      for (Set<RuleKey> each : keys.values()) {
        List<RuleKey> ids = List.copyOf(each);
        lock.setArray(next++, texts(connection, ids, RuleKey::functionId));
        lock.setArray(next++, texts(connection, ids, RuleKey::key));
      }
      lock.execute();
    }
  }
}
