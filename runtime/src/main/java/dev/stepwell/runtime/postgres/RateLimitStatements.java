package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.runtime.model.StartRules.Keyed;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Accepts runs within rate limits (ADR 79).
 *
 * <p>Of each key, as many accepted runs are kept as the limit allows in a period. The next one is accepted if the oldest of them is older
 * than the period: no count, and no bucket. What it costs does not depend on the limit.
 */
final class RateLimitStatements {
  /**
   * As of after the rows of the keys are locked. The number of an accepted run that is
   * too recent rules out the candidate that comes a whole limit after it. Numbers that were deleted are older than the period.
   */
  static final String ACCEPT = """
      with decided as materialized (
        select a.function_id, a.key, a.period, r.accepted, r.last_at, a.max,
          least(a.wanted, a.max::bigint, coalesce((
            select min(s.number) + a.max - r.accepted - 1 from stepwell.rate_limit_start s
            where s.function_id = a.function_id and s.key = a.key
              and s.number > r.accepted - a.max and s.number <= r.accepted - a.max + a.wanted
              and s.accepted_at > given.now - a.period * interval '1 microsecond'), a.wanted)) as allowed
        from unnest(?::text[], ?::text[], ?::int[], ?::bigint[], ?::int[]) as a (function_id, key, max, period, wanted)
        join stepwell.rate_limit r on r.function_id = a.function_id and r.key = a.key
        cross join (select ?::timestamptz as now) as given
      ), counted as (
        update stepwell.rate_limit r
        set accepted = r.accepted + d.allowed, last_at = greatest(r.last_at, given.now),
          expires_at = greatest(r.expires_at, greatest(r.last_at, given.now) + d.period * interval '1 microsecond')
        from decided d
        cross join (select ?::timestamptz as now) as given
        where r.function_id = d.function_id and r.key = d.key
      ), forgotten as (
        delete from stepwell.rate_limit_start s
        using decided d
        cross join (select ?::timestamptz as now) as given
        where s.function_id = d.function_id and s.key = d.key and s.number <= d.accepted + d.allowed - d.max
          and s.accepted_at <= given.now - d.period * interval '1 microsecond'
      ), kept as (
        insert into stepwell.rate_limit_start (function_id, key, number, accepted_at)
        select d.function_id, d.key, d.accepted + place, greatest(d.last_at, given.now)
        from decided d
        cross join (select ?::timestamptz as now) as given
        cross join generate_series(1, d.allowed) as place
      )
      select function_id, key, allowed from decided""";

  private final Connection connection;
  private final Instant now;

  RateLimitStatements(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** The runs of one key, in the order of their events. */
  private record Candidates(RateLimitDefinition limit, List<UUID> runs) {}

  /** Accepts as many of these runs as their limits allow, the first ones of each key; returns those that are not accepted. */
  Set<UUID> refused(List<PendingStart> starts) throws SQLException {
    Map<RuleKey, Candidates> byKey = new LinkedHashMap<>();
    for (PendingStart start : starts) {
      Keyed<RateLimitDefinition> limit = start.rules().rateLimit();
      if (limit != null) {
        RuleKey id = start.key(limit.key());
        byKey
            .computeIfAbsent(id, any -> new Candidates(limit.rule(), new ArrayList<>()))
            .runs
            .add(start.runId());
      }
    }
    if (byKey.isEmpty()) {
      return Set.of();
    }
    return accept(byKey);
  }

  private Set<UUID> accept(Map<RuleKey, Candidates> byKey) throws SQLException {
    Collection<Candidates> all = byKey.values();
    Set<UUID> refused = new LinkedHashSet<>();
    try (PreparedStatement accept = connection.prepareStatement(ACCEPT)) {
      RuleKey.set(connection, accept, byKey.keySet());
      accept.setArray(3, Sql.numbers(connection, all, c -> c.limit.limit()));
      accept.setArray(4, texts(connection, all, c -> TimeRange.nanos(c.limit.period()) / 1_000));
      accept.setArray(5, Sql.numbers(connection, all, c -> c.runs.size()));
      for (int parameter = 6; parameter <= 9; parameter++) {
        accept.setObject(parameter, time(now));
      }
      try (ResultSet rows = accept.executeQuery()) {
        while (rows.next()) {
          RuleKey id = RuleKey.of(rows);
          List<UUID> runs = Objects.requireNonNull(byKey.get(id)).runs;
          refused.addAll(runs.subList(rows.getInt("allowed"), runs.size()));
        }
      }
    }
    return refused;
  }
}
