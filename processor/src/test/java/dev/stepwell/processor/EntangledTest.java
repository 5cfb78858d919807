package dev.stepwell.processor;

import static dev.stepwell.processor.model.StepGraph.step;
import static dev.stepwell.processor.model.StepGraph.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.testing.compile.Compilation;
import dev.stepwell.processor.model.StepGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that leads back to itself, and code that is reached in many ways: reading it ends, with the right result. */
class EntangledTest {
  /** No reading takes so long that ends. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String METHODS = """
      @dev.stepwell.Function(id = "many", event = "app/many") void run(String key, int n) { %s }
      @dev.stepwell.Step int work(int n) { return n; }
      %s
      """;

  @TempDir
  Path folder;

  private static JavaFileObject many(String body, String members) {
    return Sources.source(
        "app.Many", "package app; public class Many {" + METHODS.formatted(body, members) + "}");
  }

  private static List<String> told(JavaFileObject source) {
    Compilation compilation =
        assertTimeoutPreemptively(LIMIT, () -> Sources.compileWithWarnings(List.of(source)));
    assertThat(compilation.errors()).isEmpty();
    return compilation.warnings().stream()
        .map(warning -> warning.getMessage(Locale.ROOT))
        .filter(message -> message.startsWith("[") || message.contains("could not be checked"))
        .toList();
  }

  /** Lines with the numbers from 0 on. */
  private static String lines(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(number -> line.formatted(number))
        .collect(Collectors.joining("\n"));
  }

  private void assertGraph(String body, String members, StepGraph.Node... nodes) throws Exception {
    String graph = assertTimeoutPreemptively(LIMIT, () -> Graphs.of(folder, body, members));
    assertThat(graph).isEqualTo(Graphs.json(nodes));
  }

  @Test
  void methodsThatAllCallEachOtherAreReadOnce() {
    String calls = lines(30, "if (n > %1$d) h%1$d(n - 1);");

    assertThat(told(many(calls, lines(30, "void h%d(int n) { work(n); " + calls + " }"))))
        .isEmpty();
  }

  @Test
  void methodsThatCallTheNextOneTwiceAreReadOnce() throws Exception {
    String members = IntStream.range(0, 40)
        .mapToObj(n -> "void h" + n + "() { a(); h" + (n + 1) + "(); b(); h" + (n + 1) + "(); }")
        .collect(Collectors.joining("\n"));

    assertGraph(
        "h0();",
        members + "void h40() { a(); }",
        unread("there are more than 300 nodes, too many for a graph"));
  }

  @Test
  void variablesThatCallTheFormerOneTwiceAreReadOnce() {
    String variables = IntStream.range(1, 40)
        .mapToObj(n -> "Runnable r%1$d = () -> { r%2$d.run(); r%2$d.run(); };".formatted(n, n - 1))
        .collect(Collectors.joining("\n", "Runnable r0 = () -> work(n);\n", "\nr39.run();"));

    assertThat(told(many(variables, ""))).isEmpty();
  }

  @Test
  void methodsThatCallEachOtherWithoutStepsHaveNone() throws Exception {
    assertGraph("ping(items.size()); a(); pong(1);", """
            void ping(int n) { if (n > 0) pong(n - 1); }
            void pong(int n) { pang(n); }
            void pang(int n) { if (n > 2) ping(n); else pong(n); }
            """, step("a"));
  }

  @Test
  void methodsThatCallEachOtherWithStepsSayWhereTheyDo() throws Exception {
    assertGraph("ping(); b();", """
            void ping() { a(); pong(); }
            void pong() { b(); ping(); }
            """, step("a"), step("b"), unread("ping calls itself"), step("b"));
  }

  @Test
  void codeInFieldsMayCallItself() throws Exception {
    assertGraph(
        "PING.run(); a(); again.run();",
        """
            static final Runnable PING = () -> { Flow.PONG.run(); };
            static final Runnable PONG = () -> PING.run();
            private final Runnable again = () -> { b(); this.again.run(); };
            """,
        step("a"),
        step("b"),
        unread("this.again calls itself"));
  }

  @Test
  void objectsMayCreateEachOther() {
    String classes = """
        static class Egg { final Hen hen = new Hen(1); final Hen other = new Hen(2); }
        static class Hen { Egg egg = new Egg(); Hen(int n) { if (n > 0) { new Egg(); new Hen(n - 1); } } }
        """;

    assertThat(told(many("new Egg(); work(n);", classes))).isEmpty();
  }

  @Test
  void constantsMayNameEachOther() {
    assertThat(told(many("work(ONE); work(TWO); work(OF.length()); work(LATE.size());", """
            static int ONE = Many.TWO, TWO = ONE;
            static final String OF = "" + Many.AT;
            static final String AT = OF + Many.OF;
            static final java.util.List<String> LATE = Many.LATER;
            static final java.util.List<String> LATER = LATE;
            """)))
        .isEmpty();
  }

  @Test
  void whatIsChangedThroughMethodsThatCallEachOtherIsChanged() {
    assertThat(
            told(
                many(
                    "java.util.List<String> all = names(); fill(all, n); work(n);",
                    """
            @dev.stepwell.Step java.util.List<String> names() { return java.util.List.of(); }
            void fill(java.util.List<String> to, int n) { if (n > 0) more(to, n); to.add("a"); }
            void more(java.util.List<String> to, int n) { fill(to, n - 1); }
            void start(java.util.List<String> to) { more(to, 2); }
            """ + "@dev.stepwell.Function(id = \"other\", event = \"app/other\")"
                        + " void other(int n) { java.util.List<String> all = names(); start(all); work(n); }")))
        .hasSize(2)
        .allMatch(message -> message.startsWith("[ChangedResult]"));
  }

  @Test
  void aVariableIsNoFieldOfItsName() {
    assertThat(told(many("""
            { var one = other; work(one.size()); }
            { var other = one; work(other.size()); one.size(); }
            """, """
            final java.util.List<String> one = java.util.List.of();
            final java.util.List<String> other = java.util.List.of();
            """))).isEmpty();
  }

  @Test
  void aLongChainIsReadLinkByLink() {
    String chain = "new StringBuilder()" + ".append(n)".repeat(200) + ".length()";

    assertThat(told(many("work(" + chain + ");", ""))).isEmpty();
  }
}
