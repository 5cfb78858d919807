package dev.stepwell.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number of statements executed in a database so far, as counted by Postgres. */
sealed interface StatementCount {
  /** How they are counted. */
  String how();

  /** All statements, including those that begin and end transactions. */
  long all();

  /** Statements other than those that begin and end transactions; the same as all if they cannot be told apart. */
  long queries();

  /** The most exact method that the server offers. Call it before connecting to the database. */
  static StatementCount in(Server server, BenchmarkDatabase database) {
    try {
      server.execute("create extension if not exists pg_stat_statements");
      server.value("select count(*) from pg_stat_statements");
      return new ByExtension(server, database);
    } catch (IllegalStateException missing) {
      Optional<Path> log = server.log();
      if (log.isEmpty()) {
        return new ByCommits(server, database);
      }
      server.execute("alter database " + database.name() + " set log_statement = 'all'");
      return new ByLog(log.get());
    }
  }

  /** The total of an extension of the server. */
  record ByExtension(Server server, BenchmarkDatabase database) implements StatementCount {
    private static final String SUM = """
        select coalesce(sum(calls), 0) from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = '%s'""";

    @Override
    public String how() {
      return "pg_stat_statements";
    }

    @Override
    public long all() {
      return Long.parseLong(server.value(SUM.formatted(database.name())));
    }

    @Override
    public long queries() {
      return Long.parseLong(server.value(
          SUM.formatted(database.name()) + " and query !~* '^(begin|commit|rollback)'"));
    }
  }

  /** The lines of the server's log; only sessions of this database log their statements. */
  record ByLog(Path log) implements StatementCount {
    private static final Pattern STATEMENT = Pattern.compile(" LOG:  (execute [^:]*|statement): ");
    private static final Pattern BOUNDARY =
        Pattern.compile(" LOG:  (execute [^:]*|statement): (BEGIN|COMMIT|ROLLBACK)");

    @Override
    public String how() {
      return "the server's log with log_statement=all";
    }

    @Override
    public long all() {
      return lines(STATEMENT);
    }

    @Override
    public long queries() {
      return lines(STATEMENT) - lines(BOUNDARY);
    }

    private long lines(Pattern pattern) {
      try (BufferedReader lines = Files.newBufferedReader(log)) {
        return lines.lines().filter(line -> pattern.matcher(line).find()).count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The transactions of the database, if nothing better is available. */
  record ByCommits(Server server, BenchmarkDatabase database) implements StatementCount {
    @Override
    public String how() {
      return "pg_stat_database, which counts transactions";
    }

    @Override
    public long all() {
      return Long.parseLong(
          server.value("select xact_commit + xact_rollback from pg_stat_database where datname = '"
              + database.name() + "'"));
    }

    @Override
    public long queries() {
      return all();
    }
  }
}
