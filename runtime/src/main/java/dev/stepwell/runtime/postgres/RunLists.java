package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Array;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lists runs, newest first, by their ids, which grow with time. */
final class RunLists {
  /**
   * Looks at so many runs only, so that a filter that admits few does not read the whole table for one page. Operators that look into
   * JSON refuse text with an escaped character 0.
   */
  static final String LIST = """
      select id, function_id, event_id, status, error, cancelled_by, caller_run_id, caller_step_id, rerun_of, due_at, created_at,
        started_at, ended_at, case when octet_length(output::text) <= 50000 then output end as output
      from (
        select * from stepwell.run where id < ? and id >= ? order by id desc limit ?
      ) as looked
      where (?::text is null or function_id = ?)
        and (cardinality(?::text[]) = 0 or status = any (?))
        and (?::text is null or strpos(id::text, ?) > 0 or strpos(lower(event_id), ?) > 0
          or strpos(lower(case when strpos(error::text, '\\u0000') > 0 then error::text
              else concat(error ->> 'type', ' ', error ->> 'message') end), ?) > 0)
        and (?::text is null or (select e.name from stepwell.event e where e.id = event_id) = ?)
      order by id desc
      limit ?""";

  static final String LAST_LOOKED_AT =
      "select id from stepwell.run where id < ? and id >= ? order by id desc offset ? limit 1";

  /** How many runs are looked at for one page. */
  static final int LOOKED_AT = 20_000;

  private static final UUID OLDEST = new UUID(0, 0);

  /** Greater than the id of any run. */
  private static final UUID NEWEST = new UUID(-1, -1);

  private final DataSource dataSource;
  private final Query.Mapper<Run> mapper;

  RunLists(DataSource dataSource, Query.Mapper<Run> mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  RunPage list(RunFilter filter, @Nullable UUID before, int most) {
    UUID end = end(filter.to(), before);
    UUID start = filter.from() == null ? OLDEST : Sql.firstId(filter.from());
    String text = filter.text() == null ? null : filter.text().toLowerCase(Locale.ROOT);
    List<Run> runs = Query.list(
        dataSource,
        "list runs",
        LIST,
        query -> {
          Array statuses = query
              .getConnection()
              .createArrayOf(
                  "text", filter.statuses().stream().map(RunStatus::word).toArray());
          query.setObject(1, end);
          query.setObject(2, start);
          query.setInt(3, filter.admitsAll() ? most : LOOKED_AT);
          query.setString(4, filter.functionId());
          query.setString(5, filter.functionId());
          query.setArray(6, statuses);
          query.setArray(7, statuses);
          for (int parameter = 8; parameter <= 11; parameter++) {
            query.setString(parameter, text);
          }
          query.setString(12, filter.event());
          query.setString(13, filter.event());
          query.setInt(14, most);
        },
        mapper);
    boolean full = runs.size() == most;
    return new RunPage(runs, full ? runs.get(most - 1).id() : lastLookedAt(filter, end, start));
  }

  private static UUID end(@Nullable Instant to, @Nullable UUID before) {
    UUID end = to == null ? NEWEST : Sql.firstId(to);
    return before == null || Sql.BY_ID.compare(end, before) < 0 ? end : before;
  }

  /** The last run that was looked at, if there may be older ones. */
  private @Nullable UUID lastLookedAt(RunFilter filter, UUID end, UUID start) {
    if (filter.admitsAll()) {
      return null;
    }
    return Query.list(
            dataSource,
            "list runs",
            LAST_LOOKED_AT,
            query -> {
              query.setObject(1, end);
              query.setObject(2, start);
              query.setInt(3, LOOKED_AT - 1);
            },
            row -> Sql.uuid(row, "id"))
        .stream()
        .findFirst()
        .orElse(null);
  }
}
