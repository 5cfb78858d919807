package dev.stepwell.processor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stepwell.Steps;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.StepExecutor;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated, compiled into a folder as a build does it, and run. */
class GeneratedClassesTest {
  /** What looks for classes and members by their names, or makes classes. */
  private static final Set<String> CLOSED = Set.of(
      "java.lang.reflect.Method",
      "java.lang.reflect.Field",
      "java.lang.reflect.Constructor",
      "java.lang.reflect.Proxy",
      "java.lang.ClassLoader",
      "java.lang.invoke.MethodHandles$Lookup",
      "java.util.ServiceLoader");

  @TempDir
  Path folder;

  private static List<String> functionIds(ClassLoader loader) {
    return StreamSupport.stream(ServiceLoader.load(Catalog.class, loader).spliterator(), false)
        .flatMap(catalog -> catalog.functions().stream())
        .map(FunctionDefinition::id)
        .sorted()
        .toList();
  }

  private Path source(String name, String text) throws IOException {
    Path file = folder.resolve("src").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path function(String type, String id) throws IOException {
    return source(type, """
        package app;
        public class %s {
          @dev.stepwell.Function(id = "%s", event = "app/%s.wanted")
          String run(String key) { return work(key); }
          @dev.stepwell.Step
          String work(String key) { return key; }
        }
        """.formatted(type, id, id));
  }

  @Test
  void stepsAreHandedToTheRunAndAreOrdinaryCallsOutsideOfOne() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, Sources.below("good"));
    try (URLClassLoader loader = Classes.loader(classes)) {
      List<String> log = new ArrayList<>();
      Class<?> durable = loader.loadClass("good.shop.DurableCheckout");
      Object checkout = durable.getConstructor(List.class).newInstance(log);
      Callable<Object> ship = () -> durable
          .getMethod("ship", String.class, java.util.Map.class)
          .invoke(checkout, "", java.util.Map.of());

      assertThatThrownBy(ship::call)
          .as("a checked exception passes outside a run")
          .hasRootCauseInstanceOf(IOException.class);
      Recorder recorder = new Recorder();
      Durable.<@Nullable Object>callWith(recorder, ship);

      assertThat(log).containsExactly("ship ");
      assertThat(recorder.steps).containsExactly("ship:java.lang.Void");
    }
  }

  /** Notes the steps that are handed to it, and executes none. */
  private static final class Recorder implements StepExecutor {
    private final List<String> steps = new ArrayList<>();

    @Override
    @SuppressWarnings("NullAway") // nothing needs the result
    public <R extends @Nullable Object> R execute(
        StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
      steps.add(step.id() + ":" + step.resultType().getTypeName());
      return null;
    }

    @Override
    public <R extends @Nullable Object> R executeInTransaction(
        StepDefinition<R> step,
        Steps.Transaction<? extends R> body,
        @Nullable Object... arguments) {
      return execute(step, () -> {
        throw new AssertionError("nothing is executed");
      });
    }

    @Override
    public void executeNodes(List<Node<?>> nodes, StepExecutor steps) {
      throw new AssertionError("there is no graph");
    }
  }

  /**
   * As a native image requires: each class names the classes that it needs, without look-ups or class generation at run
   * time.
   */
  @Test
  void whatIsGeneratedWorksInAClosedWorld() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, Sources.below("good"));
    List<String> generated = Sources.below("expected").stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .toList();

    JavaClasses all = new ClassFileImporter()
        .importPath(classes)
        .that(JavaClass.Predicates.resideInAPackage("good..")
            .and(describe("are generated", type -> generated.contains(type.getSimpleName()))));

    assertThat(all).hasSameSizeAs(generated);
    noClasses()
        .should()
        .dependOnClassesThat(describe(
            "look for classes or members, or make classes",
            type -> CLOSED.contains(type.getName())))
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .check(all);
  }

  @Test
  void theCatalogTellsAllThatTheAnnotationsSay() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, Sources.below("good"));
    try (URLClassLoader loader = Classes.loader(classes)) {
      FunctionDefinition<?, ?, ?> function = StreamSupport.stream(
              ServiceLoader.load(Catalog.class, loader).spliterator(), false)
          .flatMap(catalog -> catalog.functions().stream())
          .filter(definition -> definition.id().equals("check-out"))
          .findFirst()
          .orElseThrow();

      assertThat(function.retries()).isEqualTo(5);
      assertThat(function.triggers()).containsExactly("shop/order.placed");
      assertThat(function.cancelOn())
          .hasToString(
              "[CancelOnDefinition[event=shop/order.cancelled, match=[orderId], condition=null],"
                  + " CancelOnDefinition[event=shop/closed, match=[orderId, currency],"
                  + " condition=null]]");
      assertThat(function.onFailure()).isNotNull();
      assertThat(function.steps())
          .extracting(StepDefinition::id)
          .containsExactly("total", "pack-it", "ship", "fetch-pdf-page2");
      assertThat(function.steps().get(1).retries()).isZero();
      assertThat(function.steps().get(1).resultType().getTypeName())
          .isEqualTo("java.util.Map<java.lang.String, java.util.List<good.shop.Checkout$Item>>");
    }
  }

  /**
   * Compiles a class again like an incremental build, which first deletes its output. (Javac 17 fails on the old class
   * file of a record that is generated again.)
   */
  private void compileAgain(Path classes, Path source, String type) throws IOException {
    for (String made :
        List.of(type, "Durable" + type, type + "Catalog", "App" + type + "Wanted", "Functions")) {
      Files.deleteIfExists(classes.resolve("app/" + made + ".class"));
    }
    Classes.compile(classes, List.of(source));
  }

  @Test
  void aBuildOfSomeClassesLeavesTheWholeCatalog() throws Exception {
    Path classes = folder.resolve("classes");
    Path one = function("One", "one");
    Classes.compile(classes, List.of(one, function("Two", "two")));

    compileAgain(classes, one, "One");

    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functionIds(loader)).containsExactly("one", "two");
      Class<?> handles = loader.loadClass("app.Functions");
      assertThat(handles.getField("ONE").get(null)).hasToString("function one");
      assertThat(handles.getField("TWO").get(null)).hasToString("function two");
    }
  }

  @Test
  void aBuildOfSomeClassesLeavesTheHandlesOfClocks() throws Exception {
    Path classes = folder.resolve("classes");
    Path one = function("One", "one");
    Classes.compile(classes, List.of(one, source("Nightly", """
            package app;
            public class Nightly {
              @dev.stepwell.Function(id = "nightly", cron = "0 3 * * *")
              void run() {}
            }
            """)));

    compileAgain(classes, one, "One");

    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functionIds(loader)).containsExactly("nightly", "one");
      assertThat(loader.loadClass("app.Functions").getField("NIGHTLY").getGenericType())
          .hasToString("dev.stepwell.FunctionRef<dev.stepwell.CronTick, java.lang.Void>");
    }
  }

  @Test
  void aClassThatIsGoneLeavesTheCatalog() throws Exception {
    Path classes = folder.resolve("classes");
    Path one = function("One", "one");
    Classes.compile(classes, List.of(one, function("Two", "two")));
    Files.delete(classes.resolve("app/Two.class"));

    compileAgain(classes, one, "One");

    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functionIds(loader)).containsExactly("one");
      assertThat(loader.loadClass("app.Functions").getFields()).hasSize(1);
    }
  }

  @Test
  void versionsAndOldIdsAreTold() throws Exception {
    Path classes = folder.resolve("invoices");
    Classes.compile(classes, Sources.below("good"));

    try (URLClassLoader loader = Classes.loader(classes)) {
      Map<String, FunctionDefinition<?, ?, ?>> functions = new HashMap<>();
      for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
        catalog.functions().forEach(function -> functions.put(function.id(), function));
      }
      FunctionDefinition<?, ?, ?> third = Objects.requireNonNull(functions.get("invoice@3"));
      FunctionDefinition<?, ?, ?> second = Objects.requireNonNull(functions.get("invoice@2"));

      assertThat(third.was()).containsExactly("bill", "bill@2");
      assertThat(third.replaces()).containsExactly("bill", "bill@2", "invoice", "invoice@2");
      assertThat(second.replaces()).containsExactly("invoice");
      assertThat(third.steps())
          .extracting(StepDefinition::was)
          .containsExactly(List.of("make-invoice", "make-bill"), List.of("send"));
      assertThat(third.onFailure()).isNotNull();
      assertThat(second.onFailure()).isNotNull();
    }
  }

  @Test
  void theCatalogsOfSeveralModulesMerge() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Classes.compile(first, Sources.below("good"));
    Classes.compile(second, List.of(source("Late", """
            package late;
            public class Late {
              @dev.stepwell.Function(id = "late", event = "shop/reminder.wanted")
              void late(good.shop.ReminderWanted event) {}
            }
            """)), first);

    try (URLClassLoader loader = Classes.loader(first, second)) {
      assertThat(functionIds(loader))
          .containsExactly(
              "book-trip",
              "check-out",
              "clean-up",
              "count",
              "fulfil-order",
              "index",
              "invoice-usage",
              "invoice@2",
              "invoice@3",
              "late",
              "remind",
              "report",
              "restock",
              "settle",
              "summarise",
              "transfer");
    }
  }
}
