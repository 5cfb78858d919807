package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.processor.check.BodyChecks;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.write.GraphDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The processor in Eclipse's compiler: output and messages are the same as with javac, except for those about bodies.
 */
class EclipseTest {
  private static final String MARK = "// ^ ";
  private static final Path EXPECTED = Sources.RESOURCES.resolve("expected");

  @TempDir
  Path folder;

  /** Compiles these files into the folder, and returns the messages of the compiler. */
  private List<Diagnostic<? extends JavaFileObject>> compile(List<Path> sources)
      throws IOException {
    return Classes.said(
        new EclipseCompiler(),
        List.of(
            "-d",
            folder.toString(),
            "-s",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "--release",
            "17"),
        sources);
  }

  private static List<String> errors(List<Diagnostic<? extends JavaFileObject>> said) {
    return said.stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getMessage(Locale.ROOT))
        .toList();
  }

  @Test
  void theSameIsGeneratedButForStepGraphs() throws IOException {
    List<Diagnostic<? extends JavaFileObject>> said = compile(Sources.below("good"));

    assertThat(errors(said)).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> generated =
          files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(generated).hasSameSizeAs(Sources.below("expected"));
      for (Path file : generated) {
        Path expected = EXPECTED.resolve(folder.relativize(file));
        assertThat(Sources.text(file)).as(file.toString()).isEqualTo(Sources.text(expected));
      }
    }
  }

  @Test
  void whatIsGeneratedRuns() throws Exception {
    compile(Sources.below("good"));
    try (URLClassLoader loader = Classes.loader(folder)) {
      List<FunctionDefinition<?, ?, ?>> functions = new ArrayList<>();
      ServiceLoader.load(Catalog.class, loader)
          .forEach(catalog -> functions.addAll(catalog.functions()));

      assertThat(functions).extracting(FunctionDefinition::id).contains("check-out", "transfer");
      assertThat(Graphs.of(loader, "good.bank.TransfersCatalog"))
          .isEqualTo(GraphDocument.write(StepGraph.UNREAD));
      Class<?> durable = loader.loadClass("good.shop.DurableCheckout");
      List<String> log = new ArrayList<>();
      Object checkout = durable.getConstructor(List.class).newInstance(log);
      assertThat(durable.getSuperclass().getSimpleName()).isEqualTo("Checkout");
      assertThat(checkout).isInstanceOf(durable.getSuperclass());
    }
  }

  @Test
  void itsCommandFindsTheProcessorOnTheProcessorPath() throws IOException {
    Path source = Files.writeString(folder.resolve("Ship.java"), """
        public class Ship {
          @dev.stepwell.Function(id = "ship", event = "app/ship") void ship(String key) { pack(); }
          @dev.stepwell.Step void pack() {}
        }
        """);
    StringWriter said = new StringWriter();
    String path = System.getProperty("java.class.path");

    boolean isRight = BatchCompiler.compile(
        new String[] {
          "-17",
          "-d",
          folder.toString(),
          "-s",
          folder.toString(),
          "-cp",
          path,
          "-processorpath",
          path,
          source.toString()
        },
        new PrintWriter(said),
        new PrintWriter(said),
        null);

    assertThat(isRight).as(said.toString()).isTrue();
    assertThat(folder.resolve("DurableShip.class")).exists();
    assertThat(said.toString()).contains("this compiler is not javac");
  }

  /** The faults that are found without a look into source, which only javac gives, and outside of modules of Java. */
  static Stream<FaultKind> outsideOfBodies() {
    List<String> inBodies = new ArrayList<>(BodyChecks.codes());
    inBodies.addAll(List.of("UnknownCode", "AllowWithoutReason", "NothingToAllow"));
    inBodies.addAll(List.of("UndeclaredCatalog", "ClosedPackage"));
    return Arrays.stream(FaultKind.values()).filter(kind -> !inBodies.contains(kind.code()));
  }

  /** Eclipse's compiler knows fewer places than javac: none of an annotation's single value, nor of a record. */
  @ParameterizedTest
  @MethodSource("outsideOfBodies")
  void theFaultIsTold(FaultKind kind) throws IOException {
    Path bad = Sources.RESOURCES.resolve("bad/" + kind.code() + ".java");
    List<Path> sources = new ArrayList<>(List.of(bad));
    Path elsewhere = bad.resolveSibling("other").resolve(bad.getFileName());
    if (Files.exists(elsewhere)) {
      sources.add(elsewhere);
    }

    List<String> told = compile(sources).stream()
        .map(one -> one.getMessage(Locale.ROOT))
        .filter(message -> message.startsWith("["))
        .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(expected(bad));
  }

  /** The messages of javac for this file. */
  private static List<String> expected(Path bad) {
    return Sources.text(bad)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length())
            .replace("(in the other file) ", "")
            .replaceFirst("^warning: ", ""))
        .toList();
  }

  @Test
  void theFaultIsToldAtItsLine() throws IOException {
    Path bad = Sources.RESOURCES.resolve("bad/PrivateStep.java");
    List<String> lines = Sources.text(bad).lines().toList();

    assertThat(compile(List.of(bad)))
        .filteredOn(one -> one.getMessage(Locale.ROOT).startsWith("["))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(lines.get((int) one.getLineNumber()).strip())
            .isEqualTo(MARK + one.getMessage(Locale.ROOT)));
  }
}
