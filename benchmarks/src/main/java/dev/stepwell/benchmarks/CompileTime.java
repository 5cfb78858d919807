package dev.stepwell.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measurement 6: what the processor adds to the compilation of a module. */
final class CompileTime implements Measurement {
  private static final String WITHOUT = "the functions, without the processor";
  private static final String WITH = "the functions, with the processor";
  private static final String GENERATED =
      "the functions and what is generated, without the processor";
  private static final double MAX_SECONDS = 2;

  @Override
  public String title() {
    return "6. What the processor adds to a compilation";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Path folder = Files.createTempDirectory("stepwell-compile");
    try {
      measure(bench, report, folder);
    } finally {
      delete(folder);
    }
  }

  private static void measure(Bench bench, Report report, Path folder) throws Exception {
    int functions = bench.sizes().compiledFunctions();
    Path sources = folder.resolve("sources");
    Path generated = Files.createDirectories(folder.resolve("generated"));
    ManyFunctions.write(sources, functions);
    compile(folder, List.of(sources), "-s", generated.toString());
    Map<String, Bench.Once<Double>> each = new LinkedHashMap<>();
    each.put(WITHOUT, database -> compile(folder, List.of(sources), "-proc:none"));
    each.put(WITH, database -> compile(folder, List.of(sources)));
    each.put(GENERATED, database -> compile(folder, List.of(sources, generated), "-proc:none"));
    Map<String, List<Double>> seconds = bench.rounds(each);
    double without = median(seconds, WITHOUT);
    Table table = new Table("javac, in its own JVM", "seconds", "least … greatest", "over it");
    seconds.forEach((name, found) -> table.row(
        name,
        median(seconds, name),
        BenchmarkSamples.of(found, value -> value).range(),
        median(seconds, name) - without));
    report.paragraph(String.format(
        "A module of %,d functions with four steps, each in its own class with an event that starts it and one that cancels it: %,d"
            + " source files; the processor generates %,d more.",
        functions, javaFiles(sources).size(), javaFiles(generated).size()));
    report.table(table);
    double all = median(seconds, WITH) - without;
    double own = median(seconds, WITH) - median(seconds, GENERATED);
    report.bar("at most 2 s over the functions alone", words(all), all <= MAX_SECONDS);
    report.bar(
        "at most 2 s over the functions and what is generated", words(own), own <= MAX_SECONDS);
  }

  private static double median(Map<String, List<Double>> seconds, String name) {
    return BenchmarkSamples.of(seconds.getOrDefault(name, List.of()), value -> value)
        .median();
  }

  private static String words(double seconds) {
    return Table.number(seconds) + " s";
  }

  /** Compiles all sources of these folders in a new compiler process, and returns the seconds that it took. */
  private static double compile(Path folder, List<Path> sources, String... options)
      throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Path arguments = Files.createTempFile(folder, "sources", "");
    List<String> files = new ArrayList<>();
    sources.forEach(some -> files.addAll(javaFiles(some)));
    Files.write(arguments, files);
    String path = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
        "--release",
        "17",
        "-d",
        classes.toString(),
        "-classpath",
        path,
        "-processorpath",
        path,
        "-processor",
        "dev.stepwell.processor.StepwellProcessor"));
    command.addAll(List.of(options));
    command.add("@" + arguments);
    long start = System.nanoTime();
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (javac.waitFor() != 0) {
      throw new IllegalStateException("javac failed: " + said);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<String> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
