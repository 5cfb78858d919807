package dev.stepwell.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example runs, and prints what it shows. */
class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/stepwell/examples");

  private static final Map<String, List<String>> PRINTED = Map.ofEntries(
      Map.entry(
          "RetriesExample",
          List.of(
              "compose",
              "deliver, attempt 1",
              "deliver, attempt 2",
              "deliver, attempt 3",
              "\"Hello, Ada, delivered\"")),
      Map.entry("SleepExample", List.of("\"Reminder: call Grace\"")),
      Map.entry("WaitForEventExample", List.of("\"approved by Grace\"")),
      Map.entry("CancellationExample", List.of("CANCELLED by event ")),
      Map.entry("ForEachExample", List.of("[\"sea-small\",\"sky-small\",\"sand-small\"]")),
      Map.entry("RaceExample", List.of("\"taxi of Blue Cabs, accepted\"")),
      Map.entry("InvokeExample", List.of("\"o1: charged 4200\"")),
      Map.entry("CronExample", List.of("report of 2026-01-01T08:00:00Z", "report of 2026-01-02")),
      Map.entry("RuntimeScheduleExample", List.of("next tick: ", "deleted: true")),
      Map.entry(
          "IdempotencyExample",
          List.of("first: 1 run", "same event id: duplicate true", "same order: 0 runs")),
      Map.entry("TransactionalStepExample", List.of("4200")),
      Map.entry("OutboxExample", List.of("rolled back: false", "\"confirmed o2\"")),
      Map.entry(
          "FailureHandlerExample",
          List.of("hold 12A", "release 12A, because charge failed: the card was declined")),
      Map.entry("GraphExample", List.of("{\"text\":\"flight to Rome, hotel in Rome\"}")),
      Map.entry("TestKitExample", List.of("show took 3 attempts")));

  static Set<Entry<String, List<String>>> printed() {
    return PRINTED.entrySet();
  }

  @ParameterizedTest
  @MethodSource("printed")
  void itPrintsWhatItShows(Entry<String, List<String>> example) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Class.forName("dev.stepwell.examples." + example.getKey())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(example.getValue());
  }

  @Test
  void eachExampleIsTested() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      Set<String> examples = files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Example.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toCollection(TreeSet::new));
      assertThat(examples).isEqualTo(new TreeSet<>(PRINTED.keySet()));
    }
  }
}
