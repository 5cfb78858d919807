package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjectSubject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user may write, what is generated from it compiles with every warning an error. */
class OddSourcesTest {
  static List<Path> files() {
    return Sources.below("odd");
  }

  @ParameterizedTest
  @MethodSource("files")
  void oddCodeGivesCodeThatCompiles(Path file) {
    Compilation compilation =
        Sources.compile(List.of(Sources.source(file)), "-Xlint:-processing,-auxiliaryclass");

    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void aClassInTheUnnamedPackageIsAClassAsAnyOther() {
    Compilation compilation = Sources.compile(List.of(Sources.source("Unnamed", """
            public class Unnamed {
              @dev.stepwell.Function(id = "unnamed", event = "unnamed/wanted")
              void run(String key) { work(); }
              @dev.stepwell.Step
              int work() { return 1; }
            }
            """)));

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.generatedFiles())
        .extracting(file -> file.getName().replaceFirst(".*/", ""))
        .contains("UnnamedCatalog.class", "UnnamedWanted.class", "Functions.class");
  }

  @Test
  void aClassMayHaveManyFunctionsAndSteps() {
    StringBuilder source = new StringBuilder("public class Many {\n");
    for (int i = 0; i < 300; i++) {
      source.append("""
          @dev.stepwell.Function(id = "function-%1$d", event = "many/%1$d.wanted")
          String function%1$d(String key) { return first%1$d(key, 1) + second%1$d(key, 2); }
          @dev.stepwell.Step(timeout = "1m")
          String first%1$d(String key, int number) { return key; }
          @dev.stepwell.Step(retries = 2)
          String second%1$d(String key, int number) { return key; }
          """.formatted(i));
    }
    Compilation compilation =
        Sources.compile(List.of(Sources.source("Many", source.append("}").toString())));

    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void anOddIdGivesAFileWhoseNameAnySystemTakes() {
    Compilation compilation = Sources.compile(
        List.of(Sources.source(Sources.RESOURCES.resolve("odd/Methods.java"))),
        "-Xlint:-processing,-auxiliaryclass");

    assertThat(compilation.generatedFiles())
        .extracting(file -> file.getName().replaceFirst(".*/", ""))
        .contains(
            "1st=0020=002a+=0020=007bx=007d=0020=005cu0041.json",
            "1st=0020=002a+=0020=007bx=007d=0020=005cu0041.mmd");
  }

  @Test
  void anEventThatIsAboutToBeGeneratedIsNeededByTheStepThatWaitsForIt() {
    Compilation compilation = Sources.compile(
        List.of(Sources.source(Sources.RESOURCES.resolve("odd/Graphs.java"))),
        "-Xlint:-processing,-auxiliaryclass");

    assertThat(compilation.generatedSourceFile("odd.DurableGraphs"))
        .hasValueSatisfying(file -> JavaFileObjectSubject.assertThat(file)
            .contentsAsUtf8String()
            .contains("graph.needs(answerNode)"));
  }

  @Test
  void anUnknownNameIsLeftToTheCompiler() {
    Compilation compilation =
        Sources.compile(List.of(Sources.source("odd.Typo", """
            package odd;
            public class Typo {
              @dev.stepwell.Step
              java.util.List<Strin> work() { return null; }
              @dev.stepwell.Function(id = "typo", event = "typo/made")
              void run(String key) {}
            }
            """), Sources.source("odd.Other", """
            package odd;
            public class Other {
              @dev.stepwell.Step(retries = -7)
              int work() { return 1; }
            }
            """)));

    assertThat(compilation.errors())
        .extracting(error -> error.getMessage(null).lines().findFirst().orElse(""))
        .containsExactlyInAnyOrder(
            "cannot find symbol",
            "[StepRetries] step work has -7 retries; give 0 or more, or leave them out for what the function says");
  }
}
