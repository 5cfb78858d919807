package dev.stepwell.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each Java, XML and SQL snippet of the documentation occurs, line by line, in a file that is compiled or built, or in
 * text that Stepwell prints. A line with only an ellipsis stands for omitted lines.
 */
class SnippetsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern SNIPPET =
      Pattern.compile("^ *```(java|xml|sql)\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** {@code GeneratedSourcesTest} compares the output of the processor for its test sources with these files. */
  private static final List<String> SOURCES = List.of(
      "examples/features/src",
      "inngest/src/test/java",
      "sentry/src/test/java",
      "opentelemetry/src/test/java",
      "encryption/src/test/java",
      "examples/welcome",
      "examples/shop/src",
      "examples/shop/pom.xml",
      "sample-app/pom.xml",
      "runtime/src/test/java/dev/stepwell/runtime/StepTransactionsTest.java",
      "runtime/src/test/java/dev/stepwell/runtime/JtaTest.java",
      "runtime/src/test/java/dev/stepwell/runtime/ViewsTest.java",
      "processor/src/test/resources/good",
      "processor/src/test/resources/expected/good");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")
              && !file.startsWith(ROOT.resolve("docs/adr"))
              && !file.toString().contains("node_modules"))
          .sorted()
          .forEach(pages::add);
    }
    pages.add(ROOT.resolve("README.md"));
    pages.add(ROOT.resolve("CONTRIBUTING.md"));
    pages.add(ROOT.resolve("examples/README.md"));
    return pages;
  }

  private static Collection<List<String>> texts() throws IOException {
    Map<Path, List<String>> texts = new LinkedHashMap<>();
    for (String root : SOURCES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(root))) {
        for (Path file : files
            .filter(path ->
                path.toString().matches(".*\\.(java|xml)") && !path.toString().contains("/target/"))
            .toList()) {
          texts.put(file, lines(Files.readString(file)));
        }
      }
    }
    texts.put(
        Path.of("the migration script"),
        lines(Stepwell.migrationScript().runtimeRole("app").sql().replace("\"", "")));
    return texts.values();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @TestFactory
  Stream<DynamicTest> eachSnippetIsPartOfCompiledCode() throws IOException {
    Collection<List<String>> texts = texts();
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      Matcher snippet = SNIPPET.matcher(Files.readString(page));
      while (snippet.find()) {
        String shown = snippet.group(2);
        List<String> lines = lines(shown);
        tests.add(DynamicTest.dynamicTest(
            page.getFileName() + ": " + lines.get(0),
            () -> assertThat(texts.stream().anyMatch(text -> holds(text, lines)))
                .as("a file in %s contains this snippet of %s:\n%s", SOURCES, page, shown)
                .isTrue()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests.stream();
  }

  /** The heading and the name of each decision, as in the index. */
  @Test
  void theIndexListsEachDecision() throws IOException {
    Path folder = ROOT.resolve("docs/adr");
    List<String> expected = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("index.md")) {
          String title = Files.readAllLines(file).get(0).substring("# ".length());
          expected.add("- [" + title + "](" + name + ")");
        }
      }
    }

    assertThat(Files.readAllLines(folder.resolve("index.md"))).containsAll(expected);
  }

  /** Whether the text contains the parts of the snippet in this order. */
  private static boolean holds(List<String> text, List<String> snippet) {
    int from = 0;
    for (List<String> part : parts(snippet)) {
      int at = indexOf(text, part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.size();
    }
    return true;
  }

  private static List<List<String>> parts(List<String> snippet) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String line : snippet) {
      if (line.equals("…")) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(line);
      }
    }
    parts.add(part);
    return parts;
  }

  private static int indexOf(List<String> text, List<String> part, int from) {
    for (int i = from; i + part.size() <= text.size(); i++) {
      if (text.subList(i, i + part.size()).equals(part)) {
        return i;
      }
    }
    return -1;
  }
}
