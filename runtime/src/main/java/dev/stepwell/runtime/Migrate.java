package dev.stepwell.runtime;

import dev.stepwell.runtime.store.StoreException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The command that migrates a database, or prints the SQL for it: {@code java -cp 'lib/*' dev.stepwell.runtime.Migrate --url …}. It
 * reads the password from {@code STEPWELL_PASSWORD}.
 */
public final class Migrate {
  private static final String DEFAULT_SCHEMA = "stepwell";
  private static final String USAGE = """
      --url JDBC-URL [--user USER] [--schema NAME]
          creates what is missing in the database; the password is in STEPWELL_PASSWORD
      --print-sql [--schema NAME] [--runtime-role ROLE] [--read-only-role ROLE]
          prints the SQL for it, to be run by hand, with grants for these roles""";
  private static final Set<String> OPTIONS =
      Set.of("--url", "--user", "--schema", "--runtime-role", "--read-only-role");

  private final Map<String, String> options = new HashMap<>();
  private boolean prints;

  private Migrate() {}

  /** Runs the command. The process exits with 1 if the database cannot be migrated, and with 2 on wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.getenv("STEPWELL_PASSWORD"), arguments));
  }

  /** Runs the command, and returns the exit code. */
  public static int run(PrintStream out, @Nullable String password, String... arguments) {
    Migrate command = new Migrate();
    if (!command.reads(List.of(arguments))) {
      out.println(USAGE);
      return 2;
    }
    try {
      out.println(command.prints ? command.script() : command.migrated(password));
      return 0;
    } catch (StoreException | IllegalArgumentException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private boolean reads(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--print-sql")) {
        prints = true;
      } else if (OPTIONS.contains(argument) && i + 1 < arguments.size()) {
        options.put(argument, arguments.get(++i));
      } else {
        return false;
      }
    }
    boolean grants =
        options.containsKey("--runtime-role") || options.containsKey("--read-only-role");
    return prints != options.containsKey("--url") && (prints || !grants);
  }

  private String migrated(@Nullable String password) {
    return migrate(options.getOrDefault("--url", ""), options.get("--user"), password, schema());
  }

  private String schema() {
    return options.getOrDefault("--schema", DEFAULT_SCHEMA);
  }

  private String script() {
    MigrationScript script = Stepwell.migrationScript().schema(schema());
    String runtime = options.get("--runtime-role");
    String reading = options.get("--read-only-role");
    script = runtime == null ? script : script.runtimeRole(runtime);
    return (reading == null ? script : script.readOnlyRole(reading)).sql();
  }

  /**
   * Creates what is missing in a database, and returns a phrase that names it.
   *
   * @param url its JDBC URL
   * @param user the user; null for that of the URL or the system
   * @param password null for none
   * @throws StoreException if the database is unreachable or cannot be migrated
   * @throws IllegalArgumentException if the URL or the schema's name is not valid
   */
  public static String migrate(
      String url, @Nullable String user, @Nullable String password, String schema) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    if (user != null) {
      database.setUser(user);
    }
    if (password != null) {
      database.setPassword(password);
    }
    List<String> applied = Stepwell.migrate(database, schema);
    return applied.isEmpty()
        ? "nothing is missing in the schema " + schema
        : "applied to the schema " + schema + ": " + String.join(", ", applied);
  }
}
