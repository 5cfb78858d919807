package dev.stepwell.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the dashboard are formatted, and their modules fit each other. */
class DashboardHouseTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/stepwell/server/dashboard");

  /** The beginning of a small dashboard in which nothing is wrong. */
  private static final Map<String, String> TIDY = Map.of(
      "index.html", "<script type=\"module\" src=\"assets/app.js\"></script>\n",
      "app.js", "import { one } from './one.js';\nout(`a ${one('/')} b`);\n",
      "one.js", "export function one(text) {\n  return text.replace(/[/'`]/g, '');\n}\n");

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = FOLDER.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readString(path));
      }
    }
    return files;
  }

  private static List<String> findings(String file, String text) {
    Map<String, String> files = new TreeMap<>(TIDY);
    files.merge(file, text, String::concat);
    return new DashboardLint(files).findings();
  }

  @Test
  void theFilesAreTidy() throws Exception {
    assertThat(new DashboardLint(files()).findings()).isEmpty();
  }

  @Test
  void nothingIsWrongWithWhatIsTidy() {
    assertThat(new DashboardLint(TIDY).findings()).isEmpty();
  }

  private static Stream<Arguments> faults() {
    return Stream.of(
        arguments("app.js:3 has a tab", "out(1,\t2);\n"),
        arguments("app.js:3 ends with a blank", "out(1); \n"),
        arguments("app.js:4 is a second empty line", "\n\nout(1);\n"),
        arguments("app.js does not end with one line break", "out(1);"),
        arguments("app.js: console is left from a search for faults", "console.log(1);\n"),
        arguments("app.js: debugger is left from a search for faults", "if (one) { debugger; }\n"),
        arguments("app.js: var declares a variable of the whole function", "var one;\n"),
        arguments("app.js: == converts what it compares", "out(one == 1);\n"),
        arguments("app.js: != converts what it compares", "out(`${one != 1}`);\n"),
        arguments("app.js: \"a\" has double quotes", "out(\"a\", \"it's\");\n"),
        arguments("app.js imports from ./two.js, which is missing", "import './two.js';\n"),
        arguments("app.js imports twice from ./one.js", "import './one.js';\n"),
        arguments("app.js declares two and does not use it", "const two = `two`;\n"),
        arguments("app.js declares two and does not use it", "const { one: two } = out;\n"),
        arguments("app.js declares two and does not use it", "function two() {}\n"),
        arguments(
            "app.js catches error and does not use it",
            "try { out(); } catch (error) { out({}); }\n"),
        arguments("app.js exports two, which nothing uses", "export const two = 2;\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsFound(String finding, String line) {
    assertThat(findings("app.js", line)).containsExactly(finding);
  }

  @Test
  void longLinesAreFound() {
    assertThat(findings("app.js", "// " + "😀".repeat(97) + "\n")).isEmpty();
    assertThat(findings("app.js", "// " + "a".repeat(98) + "\n"))
        .containsExactly("app.js:3 is longer than 100");
  }

  @Test
  void importsAreComparedWithExports() {
    assertThat(findings("two.js", "import { one, two as three } from './one.js';\nout(three);\n"))
        .containsExactly(
            "two.js imports one and does not use it",
            "two.js imports two, which one.js does not export",
            "two.js is named nowhere");
  }

  @Test
  void callsAreComparedWithImports() {
    assertThat(findings("two.js", "out.one(`one(1)`);\nout({ one(a) { out(a); } });\n"))
        .containsExactly("two.js is named nowhere");
    assertThat(findings("two.js", "out(one(1));\n"))
        .containsExactly("two.js calls one, which it does not import", "two.js is named nowhere");
  }

  @Test
  void namesInTextAreNoUse() {
    String texts = "out('a', `a ${b} a`, /a/, /* a */ 1);\n";

    assertThat(findings("app.js", "const a = 1, b = 2;\n// a\n" + texts))
        .containsExactly("app.js declares a and does not use it");
  }

  @Test
  void stylesAreComparedWithTheModules() {
    assertThat(findings("style.css", "a.one, a.two { color: var(--ink); }\n"))
        .containsExactly(
            "style.css uses --ink and does not declare it",
            "style.css has styles of two, which nothing names");
  }
}
