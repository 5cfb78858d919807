package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The source of runs for a list. Each source examines a limited number of them, newest first, so that no page reads a
 * whole table.
 */
enum RunSource {
  /** All runs. */
  ALL(RunListStatements.LIST_ALL, RunListStatements.LAST_OF_ALL),
  /** The failed and the cancelled runs, by their own index. */
  UNSUCCESSFUL(RunListStatements.LIST_UNSUCCESSFUL, RunListStatements.LAST_UNSUCCESSFUL),
  /** The skipped runs, by the rows that say why. */
  SKIPPED(RunListStatements.LIST_SKIPPED, RunListStatements.LAST_SKIPPED),
  /** The live runs, by the indexes of those that are due and those that are executed; only where they are few. */
  LIVE(RunListStatements.LIST_LIVE, null),
  /** The live runs with a step that failed and is attempted again, by the failed attempts, which have the order of their runs' ids. */
  RETRYING(RunListStatements.LIST_RETRYING, RunListStatements.LAST_RETRYING);

  private static final String FIRST_FUNCTION = "";

  /** After the id of any function, byte by byte. */
  private static final String LAST_FUNCTION = Character.toString(Character.MAX_CODE_POINT);

  private final String list;
  private final @Nullable String lastLookedAt;

  RunSource(String list, @Nullable String lastLookedAt) {
    this.list = list;
    this.lastLookedAt = lastLookedAt;
  }

  /** The statement. Its first parameters are set by {@link #setLookedAt}, the others by {@link #setFilter}. */
  String list() {
    return list;
  }

  /** The statement that finds the last examined run; null if all are. */
  @Nullable
  String lastLookedAt() {
    return lastLookedAt;
  }

  /** Sets the columns and the range of examined runs, and returns the number of parameters. */
  int setLookedAt(PreparedStatement query, RunLists.Asked asked, RunFilter filter, int max)
      throws SQLException {
    int set = asked.columns().set(query);
    for (int arm = 0; this == LIVE && arm < 2; arm++) {
      query.setString(++set, firstFunction(filter));
      query.setString(++set, lastFunction(filter));
    }
    query.setObject(++set, asked.end());
    query.setObject(++set, asked.start());
    query.setInt(++set, max);
    return set;
  }

  /** Where the functions that a filter admits begin, in the order of their ids. */
  static String firstFunction(RunFilter filter) {
    return filter.functionId() == null ? FIRST_FUNCTION : filter.functionId();
  }

  /** Where they end. */
  static String lastFunction(RunFilter filter) {
    return filter.functionId() == null ? LAST_FUNCTION : filter.functionId();
  }

  /** Sets the filter, after this many parameters. */
  static void setFilter(PreparedStatement query, int after, RunFilter filter, int max)
      throws SQLException {
    Array statuses = query
        .getConnection()
        .createArrayOf("text", filter.statuses().stream().map(RunStatus::word).toArray());
    String text = filter.text() == null ? null : filter.text().toLowerCase(Locale.ROOT);
    query.setString(after + 1, filter.functionId());
    query.setString(after + 2, filter.functionId());
    query.setArray(after + 3, statuses);
    query.setArray(after + 4, statuses);
    for (int parameter = after + 5; parameter <= after + 7; parameter++) {
      query.setString(parameter, text);
    }
    query.setBoolean(after + 8, filter.anyError());
    query.setString(after + 9, text);
    query.setString(after + 10, filter.event());
    query.setString(after + 11, filter.event());
    query.setInt(after + 12, max);
  }
}
