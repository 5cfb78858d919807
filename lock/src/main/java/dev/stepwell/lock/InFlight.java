package dev.stepwell.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Queries a database for the runs in flight that changes affect: a bounded number per function, by indexes. */
final class InFlight {
  private static final int MAX_RUNS = 10_000;
  private static final int MAX_SHOWN = 5;

  /** Null unless the schema exists. Names that are not qualified are then names of this schema. */
  private static final String SETTINGS = """
      select to_regclass(quote_ident(?) || '.run'),
        set_config('statement_timeout', '60s', true), set_config('search_path', quote_ident(?), true)""";

  private static final String RUNS = """
      with live as (
        (select id from run where function_id = ? and due_at is not null order by due_at limit ?)
        union all
        (select id from run where function_id = ? and status = 'running' limit ?)
      )
      select id, false as waits from live limit ?""";
  /** One query per run, because a join would read the steps of all ended runs. A repeated step ends in a colon and a number. */
  static final String RUNS_WITH_STEP = """
      with live as (
        (select id from run where function_id = ? and due_at is not null order by due_at limit ?)
        union all
        (select id from run where function_id = ? and status = 'running' limit ?)
      ), looked as (select id from live limit ?)
      select looked.id, there.waits
      from looked cross join lateral (
        select bool_or(s.status in ('waiting', 'retrying')) as waits
        from step s
        where s.run_id = looked.id and regexp_replace(s.id, ':[0-9.]+$', '') = any (?)
      ) as there
      where there.waits is not null""";

  private static final String COUNT = """
      select count(*) from (
        (select id from run where function_id = ? and due_at is not null order by due_at limit ?)
        union all
        (select id from run where function_id = ? and status = 'running' limit ?)
      ) as live""";

  private final Connection connection;
  private final String schema;
  private final LockedFunctions released;

  InFlight(Connection connection, String schema, LockedFunctions released) {
    this.connection = connection;
    this.schema = schema;
    this.released = released;
  }

  /** The runs that each of these changes affects. */
  List<Touched> touchedBy(List<Finding> findings) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    try {
      useSchema();
      List<Touched> touched = new ArrayList<>();
      for (Finding finding : findings) {
        touched.add(touchedBy(finding));
      }
      return touched;
    } finally {
      connection.rollback();
    }
  }

  private void useSchema() throws SQLException {
    try (PreparedStatement settings = connection.prepareStatement(SETTINGS)) {
      settings.setString(1, schema);
      settings.setString(2, schema);
      try (ResultSet row = settings.executeQuery()) {
        row.next();
        if (row.getString(1) == null) {
          throw new LockException("the database has no runs of Stepwell in the schema " + schema
              + ": name the schema that the application uses");
        }
      }
    }
  }

  private Touched touchedBy(Finding finding) throws SQLException {
    int waiting = 0;
    boolean all = true;
    List<UUID> runs = new ArrayList<>();
    for (String functionId : storedIds(finding)) {
      all &= count(functionId) <= MAX_RUNS;
      try (PreparedStatement select = select(finding, functionId);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          runs.add(rows.getObject("id", UUID.class));
          waiting += rows.getBoolean("waits") ? 1 : 0;
        }
      }
    }
    return new Touched(
        finding,
        runs.size(),
        waiting,
        all,
        runs.stream().sorted().limit(MAX_SHOWN).toList());
  }

  /** The ids under which the runs may be stored: the function's current and former ids. */
  private List<String> storedIds(Finding finding) {
    if (finding.kind() == FindingKind.FUNCTION_WAS_DROPPED) {
      return List.of(finding.part());
    }
    List<String> was = released.function(finding.functionId()).map(LockedFunction::was).stream()
        .flatMap(List::stream)
        .toList();
    return Stream.concat(Stream.of(finding.functionId()), was.stream()).toList();
  }

  private PreparedStatement select(Finding finding, String functionId) throws SQLException {
    Optional<LockedStep> step = finding.kind().isOfStep()
        ? released.function(finding.functionId()).flatMap(function -> function.step(finding.part()))
        : Optional.empty();
    PreparedStatement select =
        connection.prepareStatement(step.isPresent() ? RUNS_WITH_STEP : RUNS);
    setFunction(select, functionId, MAX_RUNS);
    select.setInt(5, MAX_RUNS);
    if (step.isPresent()) {
      Object[] ids =
          Stream.concat(Stream.of(step.get().id()), step.get().was().stream()).toArray();
      select.setArray(6, connection.createArrayOf("text", ids));
    }
    return select;
  }

  private int count(String functionId) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      setFunction(count, functionId, MAX_RUNS + 1);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static void setFunction(PreparedStatement statement, String functionId, int max)
      throws SQLException {
    statement.setString(1, functionId);
    statement.setInt(2, max);
    statement.setString(3, functionId);
    statement.setInt(4, max);
  }
}
