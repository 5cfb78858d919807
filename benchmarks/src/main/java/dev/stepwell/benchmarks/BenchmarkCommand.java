package dev.stepwell.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code benchmark}. */
@Command(
    name = "benchmark",
    description = "Measures Stepwell, its peers and the limit, on one Postgres, in turn.",
    mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of(".stepwell", "benchmarks").toAbsolutePath();

  @Parameters(paramLabel = "NUMBER", description = "the measurements, 1 to 10; default: all")
  private Set<Integer> numbers = new TreeSet<>();

  @Option(
      names = "--repetitions",
      description = "how often each is measured; default: 3, or 1 with --quick")
  private @Nullable Integer repetitions;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "the contenders: stepwell, dbos, db-scheduler, jobrunr and limit")
  private Set<String> only = new TreeSet<>();

  @Option(names = "--quick", description = "small sizes, to see that all works")
  private boolean quick;

  @Option(names = "--out", paramLabel = "FILE", description = "keeps the report in this file too")
  private @Nullable Path out;

  private BenchmarkCommand() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new BenchmarkCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Suite suite = new Suite(numbers, only, quick ? Sizes.QUICK : Sizes.FULL);
    int rounds = repetitions != null ? repetitions : quick ? 1 : 3;
    try (Server server = Server.open(FOLDER)) {
      suite.measure(server, rounds, new Report(System.out, out), System.err::println);
    }
    return 0;
  }
}
