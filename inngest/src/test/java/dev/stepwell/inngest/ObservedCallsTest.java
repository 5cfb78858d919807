package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DemoParent;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.opentelemetry.OpenTelemetryMiddleware;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.sentry.SentryMiddleware;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What middleware, logs, Sentry and OpenTelemetry see of the calls of a server. */
class ObservedCallsTest {
  private final Calls calls = new Calls();

  private Rig rig(Middleware... middleware) {
    return Rig.of(builder -> {
      List.of(middleware).forEach(builder::middleware);
      return builder.register(new DurableEndpointFlows(calls));
    });
  }

  /** Notes what it is around, with the ids in the MDC. */
  private static final class Notes implements Middleware {
    private final String name;
    private final List<String> made;

    Notes(String name, List<String> made) {
      this.name = name;
      this.made = made;
    }

    @Override
    public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
      made.add(name + " run " + run.first() + " "
          + MDC.get("inngest.run").equals(Ulid.of(run.runId())) + " " + MDC.get("inngest.attempt")
          + " " + MDC.get("inngest.event").equals(run.event().id()));
      try {
        return next.proceed(run.event());
      } catch (Exception e) {
        made.add(name + " failed " + e.getMessage());
        throw e;
      }
    }

    @Override
    public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
      made.add(name + " step " + step.stepId() + " " + step.attempt() + " of " + step.maxAttempts()
          + " " + MDC.get("stepwell.attempt") + " " + MDC.get("inngest.attempt"));
      return next.proceed();
    }
  }

  @Test
  void middlewareIsAroundEachCallInItsOrderAndTheMdcHasTheIdsOfTheServer() {
    List<String> made = new CopyOnWriteArrayList<>();
    try (Rig rig = rig(new Notes("outer", made), new Notes("inner", made))) {
      rig.run("caught", WireJson.object());
    }

    assertThat(made)
        .containsExactly(
            "outer run true true 0 true",
            "inner run true true 0 true",
            "outer step risky 1 of 2 1 0",
            "inner step risky 1 of 2 1 0",
            "outer run false true 1 true",
            "inner run false true 1 true",
            "outer step risky 2 of 2 2 1",
            "inner step risky 2 of 2 2 1",
            "outer run false true 0 true",
            "inner run false true 0 true",
            "outer step recover 1 of 2 1 0",
            "inner step recover 1 of 2 1 0",
            "outer run false true 0 true",
            "inner run false true 0 true");
    assertThat(MDC.get("inngest.run")).isNull();
  }

  /** Middleware is told that a run fails when it does, and not before each attempt. */
  @Test
  void aFlowThatIsRetriedFailsOnceForMiddleware() {
    List<String> made = new CopyOnWriteArrayList<>();
    try (Rig rig = rig(new Notes("only", made))) {
      rig.run("body", WireJson.object().put("kind", "plain"));
    }

    assertThat(made).filteredOn(note -> note.contains("run")).hasSize(5);
    assertThat(made)
        .filteredOn(note -> note.contains("failed"))
        .containsExactly("only failed body boom");
  }

  @Test
  void logLinesHaveTheRunTheAttemptAndTheEventOfTheServer() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.stepwell");
    Level before = logger.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(lines);
    ServerRun run;
    try (Rig rig = rig()) {
      run = rig.run("nonretriable", WireJson.object().put("q", 1));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }

    List<Map<String, String>> ofRun = new ArrayList<>();
    for (ILoggingEvent line : lines.list) {
      Map<String, String> mdc = line.getMDCPropertyMap();
      if (run.id.equals(mdc.get("inngest.run"))) {
        ofRun.add(mdc);
      }
    }
    assertThat(ofRun).isNotEmpty().allSatisfy(mdc -> {
      assertThat(mdc).containsEntry("inngest.event", run.event().path("id").asText());
      assertThat(mdc).containsEntry("inngest.attempt", "0");
    });
    assertThat(ofRun.get(0))
        .containsEntry("stepwell.run", Ulid.toUuid(run.id).toString())
        .containsEntry("stepwell.step", "doomed")
        .containsEntry("stepwell.attempt", "1");
    assertThat(lines.list)
        .anyMatch(line -> line.getFormattedMessage().contains("never again")
            || Objects.toString(line.getThrowableProxy()).contains("never again"));
  }

  @Test
  void sentryGetsOneReportOfARunThatFails() {
    List<SentryEvent> events = new CopyOnWriteArrayList<>();
    Sentry.init(options -> {
      options.setDsn("http://public@127.0.0.1:9/42");
      options.setBeforeSend((event, hint) -> {
        events.add(event);
        return null;
      });
    });
    try (Rig rig = rig(SentryMiddleware.create())) {
      rig.run("caught", WireJson.object());
      assertThat(events).isEmpty();
      ServerRun failed = rig.run("nonretriable", WireJson.object().put("q", 1));
      assertThat(events).hasSize(1);
      assertThat(events.get(0).getTag("stepwell.run"))
          .isEqualTo(Ulid.toUuid(failed.id).toString());
      assertThat(events.get(0).getTag("stepwell.step")).isEqualTo("doomed");
      rig.run("body", WireJson.object().put("kind", "plain"));
      assertThat(events).as("of four attempts of the flow").hasSize(2);
    } finally {
      Sentry.close();
    }
  }

  @Test
  @SuppressWarnings("try") // the span is current as long as the scope is open
  void aTraceLeadsFromTheSenderThroughCallsAndInvokedFunctions() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
            .build();
        Rig rig = rig(OpenTelemetryMiddleware.on(sdk))) {
      Span request = sdk.getTracer("test").spanBuilder("POST /orders").startSpan();
      try (Scope scope = request.makeCurrent()) {
        InngestEventSender.of(rig.settings, List.of(OpenTelemetryMiddleware.on(sdk)))
            .send(new DemoParent(21));
      }
      request.end();
      rig.server.advance(Duration.ofMinutes(1));

      assertThat(rig.server.run("demo-child").status).isEqualTo("Completed");
      List<SpanData> spans = exporter.getFinishedSpanItems();
      assertThat(spans)
          .extracting(SpanData::getTraceId)
          .containsOnly(request.getSpanContext().getTraceId());
      AttributeKey<String> run = AttributeKey.stringKey("stepwell.run");
      assertThat(spans.stream().map(span -> span.getAttributes().get(run)).filter(Objects::nonNull))
          .contains(
              Ulid.toUuid(rig.server.run("demo-parent").id).toString(),
              Ulid.toUuid(rig.server.run("demo-child").id).toString());
    }
  }
}
