package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are compiled separately and started together. */
class SameIdsTest {
  private static final String SOURCE = """
      package other;
      public class Other {
        @dev.stepwell.Function(id = "export", event = "other/export.wanted")
        void export(String key) {}
        @dev.stepwell.Function(id = "pay", version = 2, event = "other/payment.wanted")
        void pay(String key) {}
        @dev.stepwell.OnFailure("export")
        void failed(String key) {}
      }
      """;

  @TempDir
  Path folder;

  private Path own;
  private Path other;

  @BeforeEach
  void compile() throws IOException {
    own = Export.in(folder.resolve("own")).compile().classes();
    other = new LockProject(folder.resolve("other"))
        .with("other/Other.java", SOURCE)
        .compile()
        .classes();
  }

  private Path jar(Path classes) throws IOException {
    Path jar = folder.resolve("other.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void anIdThatTwoModulesHaveIsTold() throws IOException {
    Path jar = jar(other);

    assertThat(SameIds.in(List.of(own, folder.resolve("gone"), jar)))
        .containsExactly("function export is in " + own + " and in " + jar
            + ", but an application with both does not start; give one of them another id");
  }

  @Test
  void theSameModuleTwiceIsOneModule() {
    assertThat(SameIds.in(List.of(other, other))).isEmpty();
  }

  @Test
  void theCommandLooksAtTheClassPathThatItIsGiven() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int ended = LockCommand.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        null,
        "check",
        "--classes",
        own.toString(),
        "--lock",
        folder.resolve("stepwell.lock").toString(),
        "--class-path",
        own + File.pathSeparator + other);

    assertThat(ended).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("function export is in ");
  }
}
