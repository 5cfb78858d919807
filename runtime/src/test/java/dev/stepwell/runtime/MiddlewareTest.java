package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.flows.DurableLayers;
import dev.stepwell.runtime.flows.LayersOverdue;
import dev.stepwell.runtime.flows.LayersTold;
import dev.stepwell.runtime.flows.LayersUnwritable;
import dev.stepwell.runtime.flows.LayersWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Middleware around sends, runs and attempts, and the headers of events. */
@Timeout(180)
class MiddlewareTest {
  private final Probe probe = new Probe();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell start(Middleware... middleware) {
    return Stepwell.on(database)
        .middleware(middleware)
        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
        .register(new DurableLayers(probe))
        .start();
  }

  private static Run end(Stepwell stepwell, Sent sent) throws InterruptedException {
    return stepwell.await(sent.runIds().get(0), LONG);
  }

  /** Notes the beginning and the outcome of everything. */
  private final class Notes implements Middleware {
    private final String name;

    Notes(String name) {
      this.name = name;
    }

    @Override
    public List<Sent> aroundSend(SendInfo send, Sending next) {
      String what = name + " send " + send.events().get(0).name() + " by " + send.stepId();
      seen.add(what);
      List<Sent> sent = next.proceed(send.events());
      seen.add(what + " started " + sent.get(0).runIds().size());
      return sent;
    }

    @Override
    public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
      seen.add(name + " run " + run.functionId() + (run.first() ? " first" : " again"));
      try {
        Object result = next.proceed(run.event());
        seen.add(name + " run " + run.functionId() + " returned " + result);
        return result;
      } catch (Exception e) {
        seen.add(name + " run " + run.functionId() + " threw " + e.getMessage());
        throw e;
      }
    }

    @Override
    public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
      String what = name + " step " + step.stepId() + " " + step.attempt() + " of "
          + step.maxAttempts() + " with " + step.arguments();
      try {
        Object result = next.proceed();
        seen.add(what + " returned " + result);
        return result;
      } catch (Exception e) {
        seen.add(what + " threw " + e.getMessage());
        throw e;
      }
    }
  }

  @Test
  void itSeesSendsRunsAndAttemptsFromTheOutermostInwards() throws Exception {
    try (Stepwell stepwell = start(new Notes("outer"), new Notes("inner"))) {
      Run run = end(stepwell, stepwell.send(new LayersWanted("k", false)));

      assertThat(run.output()).isEqualTo("\"hello k [a, b] answer to k\"");
      assertThat(seen)
          .startsWith("outer send layers/wanted by null", "inner send layers/wanted by null")
          .containsSubsequence(
              "inner step greet 1 of 2 with [k] threw not yet",
              "outer step greet 1 of 2 with [k] threw not yet",
              "inner step greet 2 of 2 with [k] returned hello k",
              "outer step greet 2 of 2 with [k] returned hello k")
          .contains(
              "outer run layered first",
              "outer run layered again",
              "inner step part 1 of 2 with [k, a] returned a",
              "inner step part:1 1 of 2 with [k, b] returned b",
              "inner send layers/told by tell started 1",
              "inner send stepwell/function.invoked by ask started 1",
              "outer run answer returned answer to k",
              "outer run layered returned hello k [a, b] answer to k");
      assertThat(seen.stream().filter("inner step greet 2 of 2 with [k] returned hello k"::equals))
          .as("a stored outcome passes no middleware again")
          .hasSize(1);
    }
  }

  @Test
  void itMayReplacePayloadsOnTheirWayInAndOut() throws Exception {
    Middleware replacing = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return next.proceed(send.events().stream()
            .map(event -> event.withData(event.data().replace("\"k\"", "\"sent\"")))
            .toList());
      }

      @Override
      public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
        StoredEvent event = run.event();
        return next.proceed(event.withData(event.data().replace("\"sent\"", "\"received\"")))
            + " out";
      }

      @Override
      public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
        return next.proceed() + "!";
      }
    };
    try (Stepwell stepwell = start(replacing)) {
      Sent sent = stepwell.send(new LayersWanted("k", false));
      Run run = end(stepwell, sent);

      assertThat(stepwell.runs().event(sent.eventId()).orElseThrow().data()).contains("\"sent\"");
      assertThat(run.output()).isEqualTo("\"hello received! [a!, b!] answer to received out out\"");
      assertThat(stepwell.runs().steps(run.id()).stream()
              .filter(step -> step.id().equals("greet"))
              .map(StepRecord::result))
          .containsExactly("\"hello received!\"");
    }
  }

  @Test
  void aResultThatJsonCannotCarryIsAFailureForItToo() throws Exception {
    try (Stepwell stepwell = start(new Notes("only"))) {
      Run flow = end(stepwell, stepwell.send(new LayersUnwritable("flow")));
      Run step = end(stepwell, stepwell.send(new LayersUnwritable("step")));

      assertThat(List.of(flow.status(), step.status())).containsOnly(RunStatus.FAILED);
      assertThat(seen)
          .anyMatch(line -> line.startsWith("only run unwritable threw JSON cannot carry this"))
          .anyMatch(
              line -> line.startsWith("only step make 1 of 1 with [] threw JSON cannot carry"))
          .noneMatch(line -> line.contains(" returned "));
    }
  }

  @Test
  void whatItPutsInPlaceOfAResultThatJsonCannotCarryIsStored() throws Exception {
    Middleware mending = new Middleware() {
      @Override
      public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
        try {
          return next.proceed(run.event());
        } catch (JsonException e) {
          return null;
        }
      }
    };
    try (Stepwell stepwell = start(mending)) {
      Run run = end(stepwell, stepwell.send(new LayersUnwritable("flow")));

      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(run.output()).isEqualTo("null");
    }
  }

  @Test
  void whatItMakesOfAnEventIsValidatedAgain() {
    Middleware breaking = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return next.proceed(send.events().stream()
            .map(event -> event.withData("{\"other\": 1}"))
            .toList());
      }
    };
    Middleware renaming = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return next.proceed(List.of());
      }
    };
    try (Stepwell stepwell = start(breaking)) {
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(() -> stepwell.send(new LayersWanted("k", false)))
          .withMessageContaining("field key is missing");
    }
    try (Stepwell stepwell = start(renaming)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> stepwell.send(new LayersWanted("k", false)))
          .withMessageContaining("proceeds with other events");
    }
  }

  @Test
  void whatItThrowsFailsWhatItSurrounds() throws Exception {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Middleware throwing = new Middleware() {
      @Override
      public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
        if (step.stepId().equals("part") && failed.add(step.stepId())) {
          throw new IllegalStateException("no quota");
        }
        return next.proceed();
      }

      @Override
      public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
        if (run.functionId().equals("told")) {
          throw new IllegalStateException("not allowed");
        }
        return next.proceed(run.event());
      }
    };
    try (Stepwell stepwell = start(throwing)) {
      Run run = end(stepwell, stepwell.send(new LayersWanted("k", false)));
      Run told = end(stepwell, stepwell.send(new LayersTold("k")));

      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.runs().failedAttempts(run.id()))
          .anySatisfy(attempt -> assertThat(attempt.error().message()).isEqualTo("no quota"));
      assertThat(told.status()).isEqualTo(RunStatus.FAILED);
      assertThat(requireNonNull(told.error()).message()).isEqualTo("not allowed");
    }
  }

  @Test
  void anInvocationWithWhichItDoesNotProceedFailsTheRun() throws Exception {
    Middleware dropping = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return send.stepId() == null ? next.proceed(send.events()) : List.of();
      }
    };
    try (Stepwell stepwell = start(dropping)) {
      Run run = end(stepwell, stepwell.send(new LayersWanted("k", false)));

      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(requireNonNull(run.error()).message())
          .contains("a middleware did not call proceed in aroundSend");
    }
  }

  @Test
  void contextOfAThreadIsSetWhereverPartsOfTheRunAreExecuted() throws Exception {
    ThreadLocal<@Nullable String> tenant = new ThreadLocal<>();
    Middleware context = new Middleware() {
      @Override
      public @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
        String before = tenant.get();
        tenant.set(run.event().headers().get("tenant"));
        try {
          return next.proceed();
        } finally {
          tenant.set(before);
        }
      }

      @Override
      public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
        seen.add(step.run().functionId() + " " + step.stepId() + " for " + tenant.get());
        return next.proceed();
      }
    };
    try (Stepwell stepwell = start(context)) {
      end(
          stepwell,
          stepwell.send(new LayersWanted("k", false), SendOptions.header("tenant", "acme")));

      assertThat(seen)
          .contains("layered greet for acme", "layered part for acme", "layered part:1 for acme")
          .noneMatch(line -> line.endsWith("null"));
    }
  }

  private Middleware thrown() {
    return new Middleware() {
      @Override
      public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
        try {
          return next.proceed();
        } catch (Throwable t) {
          seen.add(t.getClass().getSimpleName());
          throw t;
        }
      }
    };
  }

  @Test
  void anAttemptThatIsOverdueFailsWithItsTimeoutForItToo() throws Exception {
    try (Stepwell stepwell = start(thrown())) {
      Run run = end(stepwell, stepwell.send(new LayersOverdue("late")));

      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(seen).containsExactly("StepTimeoutException");
    }
  }

  @Test
  void anAttemptWhoseRunIsCancelledDoesNotFailForIt() throws Exception {
    try (Stepwell stepwell = start(thrown())) {
      Sent sent = stepwell.send(new LayersOverdue("cancelled"));
      await().atMost(LONG).until(() -> probe.calls("cancelled").contains("lingers"));
      stepwell.cancel(sent.runIds().get(0));

      assertThat(end(stepwell, sent).status()).isEqualTo(RunStatus.CANCELLED);
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(seen).containsExactly("UncatchableSuspension"));
    }
  }

  @Test
  void headersArePassedOnBySendsInvokesAndFailures() throws Exception {
    try (Stepwell stepwell = start()) {
      Sent sent = stepwell.send(
          new LayersWanted("k", true),
          SendOptions.header("traceparent", "00-1").andHeader("tenant", "acme"));
      end(stepwell, sent);

      String headers = "{tenant=acme, traceparent=00-1}";
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(probe.calls("k"))
              .contains("told with " + headers, "asked with " + headers, "failed with " + headers));
      assertThat(stepwell.runs().event(sent.eventId()).orElseThrow().headers())
          .isEqualTo(Map.of("tenant", "acme", "traceparent", "00-1"));
    }
  }

  @Test
  void middlewareAddsHeadersInTheCallersTransactionToo() throws SQLException {
    Middleware adding = new Middleware() {
      @Override
      public List<Sent> aroundSend(SendInfo send, Sending next) {
        return next.proceed(send.events().stream()
            .map(event -> event.withHeaders(Map.of("trace", "t1")))
            .toList());
      }
    };
    try (Stepwell stepwell = Stepwell.on(database).middleware(adding).build();
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Sent sent = stepwell.within(connection).send(new LayersTold("k"));
      connection.commit();

      assertThat(stepwell.runs().event(sent.eventId()).orElseThrow().headers())
          .isEqualTo(Map.of("trace", "t1"));
    }
  }

  @Test
  void headersThatAreTooManyOrTooLongAreRefused() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= 64; i++) {
      many.put("header-" + i, "x");
    }
    try (Stepwell stepwell = Stepwell.on(database).build()) {
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(
              () -> stepwell.send(new LayersTold("k"), SendOptions.header("h", "x".repeat(16_384))))
          .withMessageContaining("16385 characters long, but the maximum is 16384");
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(() -> stepwell.send(new LayersTold("k"), new SendOptions(null, null, many)))
          .withMessageContaining("65 headers, but the maximum is 64");
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(() -> stepwell.send(new LayersTold("k"), SendOptions.header("h", "a\0b")))
          .withMessageContaining("header h contains U+0000");

      Sent longest =
          stepwell.send(new LayersTold("k"), SendOptions.header("h", "x".repeat(16_383)));
      assertThat(
              stepwell.runs().event(longest.eventId()).orElseThrow().headers().get("h"))
          .hasSize(16_383);
    }
  }

  @Test
  void logLinesCarryRunFunctionStepAndAttempt() throws Exception {
    try (Stepwell stepwell = start()) {
      end(stepwell, stepwell.send(new LayersWanted("k", false)));

      assertThat(probe.calls("k"))
          .contains(
              "flow in layered/null/null",
              "greet in layered/greet/1",
              "greet in layered/greet/2",
              "branch a in layered/null/null",
              "branch b in layered/null/null",
              "part a in layered/part/1",
              "part b in layered/part:1/1",
              "flow ends in layered/null/null")
          .noneMatch(call -> call.endsWith("of no run"));
    }
  }
}
