package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableWalks;
import dev.stepwell.runtime.flows.WalksWalkWanted;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The path of a step from its annotation to the SQL is that in CONTRIBUTING. */
class StepPathTest {
  private static final Pattern STOP = Pattern.compile("(?m)^\\d+\\. `(\\w+)\\.(\\w+)` — ");
  private static final Duration LONG = Duration.ofSeconds(60);

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private record Stop(String type, String method) {}

  private static List<Stop> drawn() throws IOException {
    return STOP.matcher(Files.readString(Path.of("../CONTRIBUTING.md")))
        .results()
        .map(stop -> new Stop(stop.group(1), stop.group(2)))
        .toList();
  }

  @Test
  void eachStopCallsTheNext() throws IOException {
    JavaClasses classes =
        new ClassFileImporter().importPackages("dev.stepwell.contract", "dev.stepwell.runtime");

    List<Stop> path = drawn();

    assertThat(path).hasSize(10);
    for (int i = 1; i < path.size(); i++) {
      Stop next = path.get(i);
      JavaClass to = named(classes, next.type());
      assertThat(named(classes, path.get(i - 1).type()).getMethodCallsFromSelf())
          .as("calls of %s by %s", next, path.get(i - 1))
          .anyMatch(call -> reaches(call, to, next.method()));
    }
  }

  /** Whether the call is one of that method, if need be through an interface of the class. */
  private static boolean reaches(JavaMethodCall call, JavaClass type, String method) {
    return call.getName().equals(method)
        && type.isAssignableTo(call.getTargetOwner().getName());
  }

  private static JavaClass named(JavaClasses classes, String simpleName) {
    return classes.stream()
        .filter(type -> type.getSimpleName().equals(simpleName) && !type.isNestedClass())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no class is named " + simpleName));
  }

  @Test
  void aStepTakesThisPath() throws Exception {
    CompletableFuture<List<String>> callers = new CompletableFuture<>();
    CompletableFuture<List<String>> writers = new CompletableFuture<>();
    try (Stepwell stepwell = Stepwell.on(watched(database, writers))
        .register(new DurableWalks(callers))
        .start()) {
      UUID run = stepwell.send(new WalksWalkWanted("w1")).runIds().get(0);
      stepwell.await(run, LONG);
    }
    List<String> path = drawn().stream().map(Stop::type).toList();

    assertThat(onPath(callers.get(60, TimeUnit.SECONDS), path))
        .containsSubsequence(path.subList(0, 3));
    assertThat(onPath(writers.get(60, TimeUnit.SECONDS), path))
        .containsSubsequence(path.subList(5, 10));
  }

  /** The simple names of those classes of a stack that are on the path, the outermost first. */
  private static List<String> onPath(List<String> stack, List<String> path) {
    List<String> names = new ArrayList<>();
    for (String type : stack) {
      String name = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
      if (path.contains(name)) {
        names.add(0, name);
      }
    }
    return names;
  }

  /** A data source that reports the stack of the first statement that inserts a step. */
  private static DataSource watched(DataSource real, CompletableFuture<List<String>> writers) {
    return proxy(DataSource.class, real, (method, result) -> {
      return result instanceof Connection connection
          ? proxy(Connection.class, connection, (sql, statement) -> {
            if (sql.contains("insert into stepwell.step ")) {
              writers.complete(StackWalker.getInstance()
                  .walk(
                      frames -> frames.map(StackWalker.StackFrame::getClassName).toList()));
            }
            return statement;
          })
          : result;
    });
  }

  /** Records what each call returned, and its first argument if that is a text. */
  private interface Seen {
    Object see(String text, Object result);
  }

  private static <T> T proxy(Class<T> type, T real, Seen seen) {
    return type.cast(Proxy.newProxyInstance(
        StepPathTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
          try {
            Object result = method.invoke(real, arguments);
            boolean saysText = arguments != null && arguments[0] instanceof String;
            return seen.see(saysText ? (String) arguments[0] : "", result);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }
}
