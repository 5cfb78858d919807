package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The faults in bodies of functions, depending on where names come from and on the settings of the build. */
class BodyChecksTest {
  private static final String FUNCTION = """
      public class Draw {
        @dev.stepwell.Function(id = "draw", event = "app/draw") void draw(String key) {
          work(new Random().nextInt());
        }
        @dev.stepwell.Step void work(int number) {}
      }
      """;
  private static final String RANDOM = """
      public class Random {
        public int nextInt() { return 4; }
      }
      """;

  /** A hazard that is not certain, twice. */
  private static final String TIMED = """
      package app;
      import java.time.Instant;
      public class Timed {
        @dev.stepwell.Function(id = "one", event = "app/one") void one(String key) { work(soon()); }
        @dev.stepwell.Function(id = "two", event = "app/two") void two(String key) { work(soon()); }
        private Instant soon() { return Instant.now(); }
        @dev.stepwell.Step void work(Instant at) {}
      }
      """;

  private static final String TIME =
      "[UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step";

  private static List<String> told(Compilation compilation) {
    return compilation.diagnostics().stream()
        .filter(fault -> fault.getMessage(Locale.ROOT).startsWith("["))
        .map(fault -> (fault.getKind() == Diagnostic.Kind.ERROR ? "error: " : "warning: ")
            + fault.getMessage(Locale.ROOT))
        .toList();
  }

  private static List<String> told(String imports, JavaFileObject... more) {
    List<JavaFileObject> sources = new ArrayList<>(List.of(more));
    sources.add(Sources.source("app.Draw", "package app;" + imports + FUNCTION));
    return told(Sources.compileWithWarnings(sources));
  }

  @Test
  void aNameMeansWhatItsImportSays() {
    JavaFileObject other = Sources.source("other.Random", "package other;" + RANDOM);
    JavaFileObject beside = Sources.source("app.Random", "package app;" + RANDOM);
    JavaFileObject above = Sources.source(
        "other.Above",
        "package other;" + "public class Above { public static "
            + RANDOM.substring("public ".length()) + "}");

    assertThat(told("import java.util.Random;")).hasSize(1);
    assertThat(told("import java.util.*;")).hasSize(1);
    assertThat(told("import java.util.Random;", beside)).hasSize(1);
    assertThat(told("import java.util.*;", beside)).isEmpty();
    assertThat(told("import other.Random;", other)).isEmpty();
    assertThat(told("import other.Random; import java.util.*;", other)).isEmpty();
    assertThat(told("import other.*;", other)).isEmpty();
    assertThat(told("import static other.Above.Random;", above)).isEmpty();
  }

  @Test
  void aClassOfThePackageThatWasCompiledEarlierHidesThoseOfThePlatform(@TempDir Path folder)
      throws IOException {
    Path random = Files.writeString(folder.resolve("Random.java"), "package app;" + RANDOM);
    Path classes = folder.resolve("classes");
    Classes.compile(classes, List.of(random));

    Compilation compilation = Sources.compileWithWarnings(
        List.of(Sources.source("app.Draw", "package app; import java.util.*;" + FUNCTION)),
        "-cp",
        System.getProperty("java.class.path") + ":" + classes);

    assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    assertThat(told(compilation)).isEmpty();
  }

  @Test
  void aClassThatIsInheritedHidesThoseOfThePlatform() {
    assertThat(told(Sources.compileWithWarnings(List.of(Sources.source("app.Draw", """
            package app;
            import java.util.*;
            public class Draw extends Above {
              @dev.stepwell.Function(id = "draw", event = "app/draw") void draw(String key) {
                work(new Random().nextInt() + UUID.randomUUID().hashCode());
              }
              @dev.stepwell.Step void work(int number) {}
            }
            class Above {
              static class Random { int nextInt() { return 4; } }
            }
            """)))))
        .containsExactly(
            "warning: [UnstableId] UUID.randomUUID() returns a different id whenever the run is replayed; use steps.uuid(), or call it in a @Step");
  }

  @Test
  void aMethodOfTheClassHidesAnImportedOne() {
    String source = """
        package app;
        import static java.lang.System.*;
        import static java.time.Instant.now;
        public class Imports {
          @dev.stepwell.Function(id = "imports", event = "app/imports") void run(String key) {
            work(now().toString());
            work("" + nanoTime());
          }
          %s
          @dev.stepwell.Step void work(String of) {}
        }
        """;

    assertThat(told(Sources.compileWithWarnings(
            List.of(Sources.source("app.Imports", source.formatted(""))))))
        .hasSize(2);
    assertThat(told(Sources.compileWithWarnings(List.of(Sources.source(
            "app.Imports",
            source.formatted("String now() { return \"\"; } long nanoTime() { return 0; }"))))))
        .isEmpty();
  }

  @Test
  void aWarningIsToldOnceAndEndsNothing() {
    Compilation compilation =
        Sources.compileWithWarnings(List.of(Sources.source("app.Timed", TIMED)));

    assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    assertThat(told(compilation)).containsExactly("warning: " + TIME);
    assertThat(compilation.generatedSourceFile("app.TimedCatalog")).isPresent();
  }

  @Test
  void aBuildMakesWarningsErrors() {
    for (String codes : List.of("all", "UnstableTime", "FinalClass, UnstableTime")) {
      Compilation compilation = Sources.compileWithWarnings(
          List.of(Sources.source("app.Timed", TIMED)), "-Astepwell.error=" + codes);

      assertThat(compilation.status()).isEqualTo(Compilation.Status.FAILURE);
      assertThat(told(compilation)).containsExactly("error: " + TIME);
    }
    assertThat(told(Sources.compileWithWarnings(
            List.of(Sources.source("app.Timed", TIMED)), "-Astepwell.error=UnstableId")))
        .containsExactly("warning: " + TIME);
  }

  @Test
  void anUnknownCodeIsToldWithTheNearest() {
    assertThat(told(Sources.compileWithWarnings(
            List.of(Sources.source("app.Timed", TIMED)), "-Astepwell.error=UnstableTimes")))
        .containsExactlyInAnyOrder(
            "error: [UnknownCode] -Astepwell.error names UnstableTimes, but there is no such code to make an error; use a code of docs/checks.md; did you mean UnstableTime?",
            "warning: " + TIME);
  }

  @Test
  void whatIsAllowedStaysAllowedWhereAllIsAnError() {
    Compilation compilation = Sources.compile(
        List.of(Sources.source(Sources.RESOURCES.resolve("odd/Allowed.java"))),
        "-Xlint:-processing,-auxiliaryclass",
        "-Astepwell.error=all");

    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void whatIsAllowedWhereNobodyLooksIsNotJudged() {
    Compilation compilation =
        Sources.compile(List.of(Sources.source("app.Shelf", """
            package app;
            import dev.stepwell.*;
            public class Shelf {
              @Allow(value = "UnstableTime", because = "functions of other builds call it")
              static void help(Steps steps) { java.time.Instant.now(); }
            }
            """)), "-Xlint:-processing");

    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void faultsOfAClassAndOfItsBodiesAreToldTogether() {
    assertThat(told(Sources.compileWithWarnings(List.of(Sources.source("app.Both", """
            package app;
            public class Both {
              @dev.stepwell.Function(id = "both", event = "app/both") void run(String key) {
                try { work(); } catch (Throwable t) { return; }
              }
              @dev.stepwell.Step(retries = -7) void work() {}
            }
            """)))))
        .extracting(text -> text.replaceFirst("].*", "]"))
        .containsExactlyInAnyOrder("error: [StepRetries]", "error: [CaughtSuspension]");
  }

  @Test
  void anErrorInABodyLeavesNoClassFiles(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("Ending.java"), """
        package app;
        public class Ending {
          @dev.stepwell.Function(id = "ending", event = "app/ending") void run(String key) {
            try { work(); } catch (Throwable t) { return; }
          }
          @dev.stepwell.Step void work() {}
        }
        """);
    Path classes = Files.createDirectory(folder.resolve("classes"));

    assertThat(Classes.said(
            ToolProvider.getSystemJavaCompiler(),
            List.of("-d", classes.toString()),
            List.of(source)))
        .extracting(fault -> fault.getMessage(Locale.ROOT))
        .anyMatch(text -> text.startsWith("[CaughtSuspension]"));

    try (Stream<Path> files = Files.walk(classes)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".class"));
    }
  }

  @Test
  void chainsLambdasAndGeneratedClassesAreResolved() {
    assertThat(told(Sources.compileWithWarnings(List.of(Sources.source("app.Chain", """
            package app;
            import java.time.Clock;
            import java.util.Optional;
            public class Chain {
              record Parts(Clock clock) { Parts parts() { return this; } }
              @dev.stepwell.Function(id = "chain", event = "app/chain")
              void run(String key, dev.stepwell.Steps steps) {
                var event = new AppChain(key);
                Optional.of(new Parts(null))
                    .map(some -> some.parts().clock().instant() + event.key())
                    .ifPresent(this::work);
              }
              @dev.stepwell.Step void work(String of) {}
            }
            """)))))
        .containsExactly(
            "warning: [UnstableTime] some.parts().clock().instant() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step");
  }

  @Test
  void clientsOfFrameworksAndAsyncMethodsAreKnownByName() {
    JavaFileObject jdbc = Sources.source("org.springframework.jdbc.core.JdbcTemplate", """
            package org.springframework.jdbc.core;
            public class JdbcTemplate { public int update(String sql) { return 0; } }
            """);
    JavaFileObject async = Sources.source("org.springframework.scheduling.annotation.Async", """
            package org.springframework.scheduling.annotation;
            public @interface Async {}
            """);

    assertThat(told(
            Sources.compileWithWarnings(List.of(jdbc, async, Sources.source("app.Clients", """
            package app;
            public class Clients {
              private org.springframework.jdbc.core.JdbcTemplate jdbc;
              private final Audit audit = new Audit();
              @dev.stepwell.Function(id = "clients", event = "app/clients") void run(String key) {
                jdbc.update(key);
                audit.log(key);
                work(key);
              }
              @dev.stepwell.Step void work(String key) { jdbc.update(key); }
              static class Audit {
                @org.springframework.scheduling.annotation.Async void log(String key) {}
              }
            }
            """)))))
        .containsExactly(
            "warning: [IoOutsideStep] jdbc.update(key) is repeated whenever the run is replayed; do it in a @Step",
            "warning: [ThreadOutsideStep] audit.log(key) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step");
  }
}
