package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.processor.StepwellProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A project in a folder: sources that tests change and compile, and a lock file. */
final class LockProject {
  private final Path folder;
  private final Map<String, String> sources = new TreeMap<>();

  LockProject(Path folder) {
    this.folder = folder;
  }

  LockProject with(String file, String source) {
    sources.put(file, source);
    return this;
  }

  /** Replaces a text in a source; it must occur there. */
  LockProject change(String file, String from, String to) {
    String source = sources.getOrDefault(file, "");
    assertThat(source).contains(from);
    sources.put(file, source.replace(from, to));
    return this;
  }

  Path classes() {
    return folder.resolve("classes");
  }

  Path lockFile() {
    return folder.resolve("stepwell.lock");
  }

  /** Compiles all sources again, with the processor. */
  LockProject compile() throws IOException {
    empty(classes());
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      files.add(file);
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(messages, null, null)) {
      JavaCompiler.CompilationTask task = javac.getTask(
          null,
          manager,
          messages,
          List.of("-d", classes().toString(), "-parameters"),
          null,
          manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(List.of(new StepwellProcessor()));
      boolean compiled = task.call();
      assertThat(messages.getDiagnostics())
          .filteredOn(message -> message.getKind() == Diagnostic.Kind.ERROR)
          .isEmpty();
      assertThat(compiled).isTrue();
    }
    return this;
  }

  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
  }

  Release release() {
    return Release.of(classes(), lockFile());
  }

  /** Compiles, and writes the lock file. */
  LockProject released() throws IOException {
    compile().release().lock(List.of());
    return this;
  }

  /** Compiles, and returns the findings. */
  List<String> findings() throws IOException {
    return compile().release().findings().stream().map(Finding::message).toList();
  }

  /** The names of the findings. */
  List<String> names() throws IOException {
    return compile().release().findings().stream().map(Finding::name).toList();
  }

  /** Compiles it, and returns the schemas of the results that the steps of its first function store, by step id. */
  Map<String, JsonNode> schemas() throws IOException {
    compile();
    Map<String, JsonNode> schemas = new TreeMap<>();
    for (LockedStep step : Compiled.read(classes()).functions().get(0).steps()) {
      schemas.put(step.id(), Objects.requireNonNull(step.result(), step.id()));
    }
    return schemas;
  }
}
