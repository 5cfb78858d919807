package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are compiled again over the output of an earlier compilation, which is on the class path. */
class RecompileTest {
  private static final String FUNCTION = """
      package app;
      public class Ship {
        @dev.stepwell.Function(id = "ship", event = "app/ship") void ship(%s) { pack(); }
        @dev.stepwell.Step void pack() {}
      }
      """;
  private static final String USE = """
      package app;
      public class Use {
        String of(AppShip event) { return event.key(); }
      }
      """;

  @TempDir
  Path folder;

  private List<Diagnostic<? extends JavaFileObject>> compile(List<Path> sources)
      throws IOException {
    Path output = Files.createDirectories(folder.resolve("classes"));
    String classPath = System.getProperty("java.class.path") + ":" + output;
    return Classes.said(
        ToolProvider.getSystemJavaCompiler(),
        List.of("-d", output.toString(), "-cp", classPath, "--release", "17"),
        sources);
  }

  private List<String> errors(String parameters) throws IOException {
    List<Path> sources = List.of(
        Files.writeString(folder.resolve("Ship.java"), FUNCTION.formatted(parameters)),
        Files.writeString(folder.resolve("Use.java"), USE));
    return compile(sources).stream()
        .filter(said -> said.getKind() == Diagnostic.Kind.ERROR)
        .map(said -> said.getMessage(Locale.ROOT))
        .toList();
  }

  private Map<String, String> output() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("classes"))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .collect(Collectors.toMap(file -> folder.relativize(file).toString(), Sources::hex));
    }
  }

  @Test
  void theSameSourcesGiveTheSameClasses() throws IOException {
    List<Path> sources = Sources.below("good");
    assertThat(compile(sources)).isEmpty();
    Map<String, String> before = output();

    List<Diagnostic<? extends JavaFileObject>> said = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      said.addAll(compile(sources));
    }

    assertThat(said).isEmpty();
    assertThat(output()).isEqualTo(before);
  }

  @Test
  void anEventThatHasChangedIsCompiledAgain() throws IOException {
    assertThat(errors("String key, int count")).isEmpty();

    List<String> first = errors("String key, long count");
    List<String> second = errors("String key, long count");

    if (Runtime.version().feature() < 21) {
      assertThat(first)
          .singleElement()
          .asString()
          .startsWith("the record app.AppShip has changed")
          .endsWith("deleted the old class file: compile again");
    } else {
      assertThat(first).isEmpty();
    }
    assertThat(second).isEmpty();
    assertThat(errors("String key, long count")).isEmpty();
  }
}
