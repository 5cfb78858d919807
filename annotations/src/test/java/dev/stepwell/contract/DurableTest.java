package dev.stepwell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.Steps;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DurableTest {
  private static final StepDefinition<String> STEP = StepDefinition.of("step", String.class);

  private static final StepDefinition<@Nullable Void> NOTHING =
      StepDefinition.of("nothing", Void.class);

  private static final Connection RUNS_OWN = connection();
  private static final Connection PASSED = connection();

  /** A connection that is only told from another. */
  private static Connection connection() {
    return (Connection) Proxy.newProxyInstance(
        DurableTest.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method.getName());
        });
  }

  /** Notes the steps that it executes. */
  private static final class Notes implements StepExecutor {
    private final List<String> steps = new ArrayList<>();
    private final List<List<@Nullable Object>> arguments = new ArrayList<>();

    @Override
    public <R extends @Nullable Object> R executeInTransaction(
        StepDefinition<R> step,
        Steps.Transaction<? extends R> body,
        @Nullable Object... arguments) {
      return execute(step, () -> body.run(RUNS_OWN), arguments);
    }

    @Override
    public <R extends @Nullable Object> R execute(
        StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
      steps.add(step.id());
      this.arguments.add(Arrays.asList(arguments));
      try {
        return body.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void executeNodes(List<Node<?>> nodes, StepExecutor steps) {
      throw new AssertionError("there is no graph");
    }
  }

  @Test
  void outsideARunAStepIsAnOrdinaryCall() {
    assertThat(Durable.step(STEP, () -> "x")).isEqualTo("x");
    assertThatThrownBy(() -> Durable.step(STEP, () -> {
          throw new IOException("checked");
        }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void insideARunTheRunExecutesIt() throws Exception {
    Notes notes = new Notes();
    String result = Durable.callWith(notes, () -> Durable.step(STEP, () -> "x"));

    assertThat(result).isEqualTo("x");
    assertThat(notes.steps).containsExactly("step");
    assertThat(Durable.step(STEP, () -> "outside again")).isEqualTo("outside again");
    assertThat(notes.steps).hasSize(1);
  }

  @Test
  void theRunIsHandedTheArguments() throws Exception {
    Notes notes = new Notes();
    String[] words = {"one", "two"};
    Durable.<@Nullable Void>callWith(notes, () -> {
      Durable.step(STEP, () -> "x", 7, null);
      Durable.run(NOTHING, () -> {}, (Object) words);
      Durable.stepInTransaction(STEP, PASSED, connection -> "x", "in");
      Durable.runInTransaction(NOTHING, PASSED, connection -> {}, "none");
      Durable.runInTransaction(NOTHING, PASSED, connection -> {});
      return null;
    });

    assertThat(notes.arguments)
        .containsExactly(
            Arrays.asList(7, null),
            List.of((Object) words),
            List.of("in"),
            List.of("none"),
            List.of());
  }

  @Test
  void insideAStepAStepIsAnOrdinaryCall() throws Exception {
    Notes notes = new Notes();
    Durable.callWith(notes, () -> Durable.callWith(null, () -> Durable.step(STEP, () -> "x")));
    assertThat(notes.steps).isEmpty();
  }

  @Test
  void aTransactionalStepGetsTheConnectionOfTheRunThatExecutesIt() throws Exception {
    assertThat(Durable.stepInTransaction(STEP, PASSED, c -> c == PASSED ? "passed" : "other"))
        .isEqualTo("passed");
    Notes notes = new Notes();
    String result = Durable.callWith(
        notes, () -> Durable.stepInTransaction(STEP, PASSED, c -> c == RUNS_OWN ? "own" : "other"));
    assertThat(result).isEqualTo("own");
    assertThat(notes.steps).containsExactly("step");
  }

  @Test
  void writtenTypesEqualThoseOfTheCompiler() throws Exception {
    Type compiled = DurableTest.class.getDeclaredMethod("typed").getGenericReturnType();
    Type written = Types.of(Map.class, String.class, Types.of(List.class, Integer.class));

    assertThat(written.equals(compiled)).isTrue();
    assertThat(written.getTypeName())
        .isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
    assertThat(((ParameterizedType) Types.of(Map.Entry.class, String.class, String.class))
            .getOwnerType())
        .isEqualTo(Map.class);
  }

  static Map<String, List<Integer>> typed() {
    return Map.of();
  }
}
