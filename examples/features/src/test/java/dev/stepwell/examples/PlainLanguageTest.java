package dev.stepwell.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources and pages use plain technical English, without phrases that were replaced everywhere. */
class PlainLanguageTest {
  private static final Path ROOT = Path.of("../..");

  /** Write "is reported", "reports", "cannot evaluate", "sorted by", "outcome" and "because" instead. */
  private static final List<String> REPLACED = List.of(
      "is told of",
      "are told of",
      "tells of",
      "of which it cannot be said",
      "as often as is asked",
      "bear repeating",
      "comes to nothing",
      ", for else ",
      "in the order of theirs",
      "is made up for",
      "nobody who",
      "somebody who",
      "what it came to");

  @Test
  void noFileUsesAPhraseThatWasReplaced() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.find(ROOT, 20, (file, attributes) -> isForReaders(file))) {
      files = all.toList();
    }

    assertThat(files).hasSizeGreaterThan(500);
    assertThat(files).allSatisfy(file -> assertThat(words(file)).doesNotContain(REPLACED));
  }

  /** Excludes decisions, which quote what they replaced, and this test. */
  private static boolean isForReaders(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return (path.matches(".*/src/.*\\.(java|js|sql)") || path.matches("docs/[^/]*\\.md"))
        && !path.matches(".*/(target|node_modules)/.*")
        && !path.endsWith("/PlainLanguageTest.java");
  }

  /** The text on one line, without the marks of comments. */
  private static String words(Path file) throws IOException {
    return Files.readString(file)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\R\\s*(\\*|//|--|#)?\\s*", " ");
  }
}
