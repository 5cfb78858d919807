package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lists runs, newest first, by their ids, which grow with time. A filter is served by the smallest index that holds all runs that it may
 * admit; of a filter that needs several, the pages are merged (ADR 43).
 */
final class RunLists {
  static final String COUNT_LIVE = """
      select (select count(*) from (
          select from stepwell.run where due_at is not null and function_id >= ? and function_id <= ? limit ?) as parked)
        + (select count(*) from (select from stepwell.run where status = 'running' limit ?) as running) as live""";

  /** The maximum number of runs examined per page. */
  static final int LOOKED_AT = 20_000;

  /** Up to this many live runs are sorted for a page; if there are more, the newest of all runs are examined. */
  static final int MAX_SORTED = 10_000;

  private static final Set<RunStatus> LIVE =
      EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING, RunStatus.WAITING);
  private static final Set<RunStatus> UNSUCCESSFUL =
      EnumSet.of(RunStatus.FAILED, RunStatus.CANCELLED);

  private static final UUID OLDEST = new UUID(0, 0);

  /** Greater than the id of any run. */
  private static final UUID NEWEST = new UUID(-1, -1);

  private final DataSource dataSource;
  private final Query.Mapper<Run> mapper;

  RunLists(DataSource dataSource, Query.Mapper<Run> mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  /**
   * What to read.
   *
   * @param end the end of the ids, exclusive
   * @param start their start, inclusive
   * @param max the maximum number of runs
   * @param columns what to read of them
   */
  record Asked(UUID end, UUID start, int max, RunColumns columns) {}

  RunPage list(RunFilter filter, @Nullable UUID before, int max, RunColumns columns) {
    UUID start = filter.from() == null ? OLDEST : Sql.firstId(filter.from());
    Asked asked = new Asked(end(filter.to(), before), start, max, columns);
    List<RunPage> pages = new ArrayList<>();
    for (Part part : parts(filter)) {
      pages.add(page(part, asked));
    }
    return Pages.merged(pages, max);
  }

  /** One source of a list, and what it is to admit. */
  private record Part(RunSource source, RunFilter filter) {
    /** Whether each examined run is in the list. Of the runs with failed attempts, only those that retry are. */
    boolean admitsAll() {
      return source != RunSource.RETRYING && filter.admitsAll();
    }
  }

  private static UUID end(@Nullable Instant to, @Nullable UUID before) {
    UUID end = to == null ? NEWEST : Sql.firstId(to);
    return before == null || Sql.BY_ID.compare(end, before) < 0 ? end : before;
  }

  private List<Part> parts(RunFilter filter) {
    List<Part> parts = new ArrayList<>();
    if (filter.retrying()) {
      parts.add(new Part(RunSource.RETRYING, filter.withStatuses(Set.of(), false)));
    }
    Set<RunStatus> statuses = filter.statuses();
    if (statuses.isEmpty() && filter.retrying()) {
      return parts;
    }
    boolean isAny = statuses.isEmpty() || statuses.contains(RunStatus.COMPLETED);
    Set<RunStatus> live = both(statuses, LIVE);
    if (isAny || (!live.isEmpty() && !areFewLive(filter))) {
      parts.add(new Part(RunSource.ALL, filter.withStatuses(statuses, false)));
      return parts;
    }
    if (!live.isEmpty()) {
      parts.add(new Part(RunSource.LIVE, filter.withStatuses(live, false)));
    }
    Set<RunStatus> unsuccessful = both(statuses, UNSUCCESSFUL);
    if (!unsuccessful.isEmpty()) {
      parts.add(new Part(RunSource.UNSUCCESSFUL, filter.withStatuses(unsuccessful, false)));
    }
    if (statuses.contains(RunStatus.SKIPPED)) {
      parts.add(new Part(RunSource.SKIPPED, filter.withStatuses(Set.of(RunStatus.SKIPPED), false)));
    }
    return parts;
  }

  private static Set<RunStatus> both(Set<RunStatus> some, Set<RunStatus> others) {
    Set<RunStatus> both = EnumSet.copyOf(others);
    both.retainAll(some);
    return both;
  }

  private boolean areFewLive(RunFilter filter) {
    return Query.list(
                dataSource,
                "count the live runs",
                COUNT_LIVE,
                query -> {
                  query.setString(1, RunSource.firstFunction(filter));
                  query.setString(2, RunSource.lastFunction(filter));
                  query.setInt(3, MAX_SORTED + 1);
                  query.setInt(4, MAX_SORTED + 1);
                },
                row -> row.getLong("live"))
            .get(0)
        <= MAX_SORTED;
  }

  private RunPage page(Part part, Asked asked) {
    RunFilter filter = part.filter();
    int max = asked.max();
    int lookedAt = part.admitsAll() ? max : LOOKED_AT;
    List<Run> runs = Query.list(
        dataSource,
        "list runs",
        part.source().list(),
        query -> {
          int parameters = part.source().setLookedAt(query, asked, filter, lookedAt);
          RunSource.setFilter(query, parameters, filter, max);
        },
        mapper);
    return runs.size() == max
        ? new RunPage(runs, runs.get(max - 1).id())
        : new RunPage(runs, lastLookedAt(part, asked));
  }

  /** The last examined run, if there may be older ones. */
  private @Nullable UUID lastLookedAt(Part part, Asked asked) {
    String statement = part.source().lastLookedAt();
    if (statement == null || part.admitsAll()) {
      return null;
    }
    return Query.list(
            dataSource,
            "list runs",
            statement,
            query -> {
              query.setObject(1, asked.end());
              query.setObject(2, asked.start());
              query.setInt(3, LOOKED_AT - 1);
            },
            row -> Sql.uuid(row, "id"))
        .stream()
        .findFirst()
        .orElse(null);
  }
}
