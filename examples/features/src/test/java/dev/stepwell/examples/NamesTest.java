package dev.stepwell.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A simple name means one type in the whole repository, so that a search finds it and readers need not check its
 * package.
 */
class NamesTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void noTwoSourceFilesDeclareTypesOfTheSameName() throws IOException {
    Map<String, List<Path>> files;
    try (Stream<Path> all = Files.find(ROOT, 20, (file, attributes) -> declaresType(file))) {
      files = all.map(ROOT::relativize)
          .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    }

    assertThat(files).hasSizeGreaterThan(500);
    assertThat(files.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  /** Excludes what only tests of the processor compile, and separate projects. */
  private static boolean declaresType(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return path.matches(".*/src/(main|test)/java/.*\\.java")
        && !path.endsWith("-info.java")
        && !path.matches("examples/(welcome|template|modular|quarkus|micronaut)/.*");
  }
}
