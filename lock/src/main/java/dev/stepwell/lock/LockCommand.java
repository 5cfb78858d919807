package dev.stepwell.lock;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command for builds other than Maven's. The password of the database is taken from {@code STEPWELL_PASSWORD}. */
public final class LockCommand {
  private static final String USAGE = """
      check | lock | in-flight, each with --classes FOLDER and --lock FILE;
      check with --class-path PATH, to find ids that other modules of the application also use;
      lock with --accept NAME,NAME … for changes that are neither declared nor safe;
      in-flight with --url JDBC-URL and --user USER (the password in STEPWELL_PASSWORD), --schema NAME if the application does not use the
      schema stepwell, and --fail-on-touched true to fail if a run is affected""";
  private static final Set<String> OPTIONS = Set.of(
      "--classes",
      "--lock",
      "--class-path",
      "--accept",
      "--url",
      "--user",
      "--schema",
      "--fail-on-touched");

  private final Map<String, String> options = new HashMap<>();
  private final PrintStream out;
  private final @Nullable String password;

  private LockCommand(PrintStream out, @Nullable String password) {
    this.out = out;
    this.password = password;
  }

  /** Runs the command. The process exits with 1 if a change must be declared, or on an error, and with 2 on wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.getenv("STEPWELL_PASSWORD"), arguments));
  }

  /** Runs the command and returns the exit code. */
  static int run(PrintStream out, @Nullable String password, String... arguments) {
    LockCommand main = new LockCommand(out, password);
    if (!main.reads(arguments)) {
      out.println(USAGE);
      return 2;
    }
    try {
      Release release = Release.of(
          Path.of(main.option("--classes", "build/classes/java/main")),
          Path.of(main.option("--lock", "stepwell.lock")));
      return switch (arguments[0]) {
        case "check" -> main.check(release);
        case "lock" -> main.lock(release);
        default -> main.inFlight(release);
      };
    } catch (LockException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private boolean reads(String... arguments) {
    boolean isCommand =
        arguments.length % 2 == 1 && List.of("check", "lock", "in-flight").contains(arguments[0]);
    for (int i = 1; isCommand && i < arguments.length; i += 2) {
      isCommand = OPTIONS.contains(arguments[i]);
      options.put(arguments[i], arguments[i + 1]);
    }
    return isCommand && (!arguments[0].equals("in-flight") || options.containsKey("--url"));
  }

  private String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  private int check(Release release) {
    List<Path> classPath = Arrays.stream(option("--class-path", "").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
    List<String> twice = SameIds.in(classPath);
    twice.forEach(out::println);
    release.findings().forEach(finding -> out.println(finding.message()));
    if (!release.isLocked()) {
      out.println("no lock file yet: write it with the command lock, and commit it");
    }
    return twice.isEmpty() && release.errors().isEmpty() ? 0 : 1;
  }

  private int lock(Release release) {
    release.findings().forEach(finding -> out.println(finding.message()));
    release.lock(Arrays.stream(option("--accept", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList());
    return 0;
  }

  private int inFlight(Release release) {
    List<Touched> touched = release.touched(
        option("--url", ""),
        options.get("--user"),
        password,
        option("--schema", Release.DEFAULT_SCHEMA));
    touched.forEach(runs -> out.println(runs.message()));
    boolean isTouched = touched.stream().anyMatch(runs -> runs.runs() > 0);
    return isTouched && option("--fail-on-touched", "").equals("true") ? 1 : 0;
  }
}
