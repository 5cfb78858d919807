package dev.stepwell.spring.processed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.spring.StarterDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processing ahead of time, in the steps of Boot's build plugins: process, compile, start with the generated classes. */
@Timeout(240)
class AheadOfTimeTest {
  /** DevTools has no place in what is built. */
  private static final String CLASS_PATH = Arrays.stream(
          System.getProperty("java.class.path").split(":", -1))
      .filter(part -> !part.contains("devtools"))
      .collect(Collectors.joining(":"));

  private static final List<String> PROPERTIES = List.of(
      "--spring.main.web-application-type=none",
      "--spring.flyway.enabled=false",
      "--spring.data.jpa.repositories.enabled=false");

  @TempDir
  Path folder;

  private String java(String classPath, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
    command.addAll(List.of(arguments));
    command.addAll(PROPERTIES);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private void compile(Path sources, Path classes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(
        "-proc:none", "-nowarn", "-cp", CLASS_PATH + ":" + classes, "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> arguments.add(file.toString()));
    }
    assertThat(ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
  }

  @Test
  void aProcessedApplicationExecutesItsFunctions() throws Exception {
    Path sources = folder.resolve("sources");
    Path resources = folder.resolve("resources");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    java(
        CLASS_PATH,
        "org.springframework.boot.SpringApplicationAotProcessor",
        ProcessedApplication.class.getName(),
        sources.toString(),
        resources.toString(),
        classes.toString(),
        "users",
        "processed");
    compile(sources, classes);

    String report = java(
        classes + ":" + resources + ":" + CLASS_PATH,
        "-Dspring.aot.enabled=true",
        ProcessedApplication.class.getName(),
        "--spring.profiles.active=night",
        "--spring.datasource.url=" + StarterDatabase.url());

    assertThat(report)
        .as("a profile that was not active when the application was built adds nothing")
        .contains(
            "REPORT processed=true COMPLETED {\"label\":\"parcel Ada\",\"weight\":{\"grams\":7}}"
                + " [book-outside, pack-processed]");
    assertHints(resources.resolve("META-INF/native-image/users/processed"));
  }

  /** For native images, which are not built here. */
  private static void assertHints(Path config) throws IOException {
    String hints;
    try (Stream<Path> files = Files.list(config)) {
      hints = files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> {
            try {
              return Files.readString(file);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          })
          .collect(Collectors.joining());
    }
    assertThat(hints.replace("\\/", "/"))
        .contains("dev.stepwell.spring.processed.SpringProcessedWanted")
        .contains("dev.stepwell.spring.processed.Processed$Parcel")
        .contains("dev.stepwell.spring.processed.Processed$Weight")
        .contains("dev.stepwell.spring.processed.ProcessedCatalog")
        .contains("dev.stepwell.runtime.model.ErrorInfo")
        .contains("dev/stepwell/runtime/postgres/migrations/");
  }
}
