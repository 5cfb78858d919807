package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjectSubject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated code compiles for unusual sources, with every warning as an error. */
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
  void aPackageMayHaveClassesWithNamesOfThePlatform() {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String name : List.of(
        "Override",
        "String",
        "Object",
        "Class",
        "Void",
        "Integer",
        "List",
        "Map",
        "Generated",
        "SuppressWarnings",
        "Catalog",
        "Steps",
        "Durable")) {
      sources.add(Sources.source("own." + name, "package own; public class " + name + " {}"));
    }
    sources.add(Sources.source("own.Use", """
            package own;
            public class Use {
              @dev.stepwell.Function(id = "use", event = "own/use", retries = 2)
              java.util.List<java.lang.String> run(java.lang.String key, int n, dev.stepwell.Steps steps) {
                work(new java.lang.String[] {key});
                return nothing(n);
              }
              @dev.stepwell.Step(timeout = "1m")
              java.lang.Integer work(java.lang.String[] names) { return names.length; }
              @dev.stepwell.Step
              java.util.List<java.lang.String> nothing(int n) { return java.util.List.of(); }
              @dev.stepwell.OnFailure("use")
              void failed(java.lang.String key, dev.stepwell.Failure failure) {}
            }
            """));

    assertThat(Sources.compile(sources).diagnostics()).isEmpty();
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
        .contains("1st=0020=002a+=0020=007bx=007d=0020=005cu0041");
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
            "[StepRetries] step work has -7 retries; give 0 or more, or remove them to use the function's");
  }
}
