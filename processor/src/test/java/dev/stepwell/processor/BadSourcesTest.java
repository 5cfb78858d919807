package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.stepwell.processor.check.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file for each fault of the catalogue. A comment below each faulty line contains the whole message, and for a
 * warning that word; {@code -Dstepwell.golden=update} rewrites these comments.
 */
class BadSourcesTest {
  private static final String MARK = "// ^ ";

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void theFaultIsToldAtItsLineWithItsCure(FaultKind kind) throws IOException {
    Path type = Sources.RESOURCES.resolve("bad/" + kind.code() + ".java");
    Path moduleInfo = type.resolveSibling("module/" + kind.code() + "/module-info.java");
    Path file = Files.exists(moduleInfo) ? moduleInfo : type;
    assertThat(file).as("the bad file of %s", kind.code()).exists();
    List<String> clean = Files.readAllLines(file).stream()
        .filter(line -> !line.strip().startsWith(MARK))
        .toList();

    List<String> actual = file.equals(type)
        ? marked(
            "bad." + kind.code(), clean, type.resolveSibling("other").resolve(type.getFileName()))
        : marked("module-info", clean, type, "--add-reads", "bad=ALL-UNNAMED");

    if ("update".equals(System.getProperty("stepwell.golden"))) {
      Files.write(file, actual);
    }
    assertThat(String.join("\n", Files.readAllLines(file))).isEqualTo(String.join("\n", actual));
    assertThat(actual)
        .anyMatch(line -> line.strip().startsWith(MARK) && line.contains("[" + kind.code() + "] "));
  }

  /** The file of this type with the messages that the compiler gives for it, and for the other file if there is one. */
  private static List<String> marked(
      String type, List<String> clean, Path other, String... options) {
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(Sources.source(type, clean.toArray(String[]::new)));
    if (Files.exists(other)) {
      sources.add(Sources.source(other));
    }
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlint:-processing,-auxiliaryclass");
    Compilation compilation = Sources.compileWithWarnings(sources, all.toArray(String[]::new));
    TreeMap<Integer, List<String>> messages = new TreeMap<>();
    for (Diagnostic<? extends JavaFileObject> fault : compilation.diagnostics()) {
      String message = fault.getMessage(Locale.ROOT);
      assertThat(message).as("only the processor has something to say").startsWith("[");
      assertThat(fault.getSource()).as("%s is told at a place", message).isNotNull();
      String severity = fault.getKind() == Diagnostic.Kind.ERROR ? "" : "warning: ";
      String at = fault.getSource().getName().contains("other") ? "(in the other file) " : "";
      messages
          .computeIfAbsent(
              at.isEmpty() ? (int) fault.getLineNumber() : clean.size(), line -> new ArrayList<>())
          .add(severity + at + message);
    }
    List<String> marked = new ArrayList<>();
    for (int line = 1; line <= clean.size(); line++) {
      String code = clean.get(line - 1);
      marked.add(code);
      String indent = code.substring(0, code.length() - code.stripLeading().length());
      messages.getOrDefault(line, List.of()).stream()
          .sorted()
          .forEach(message -> marked.add(indent + MARK + message));
    }
    return marked;
  }
}
