package dev.stepwell.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the SDK of OpenTelemetry exports of runs. */
class OpenTelemetryMiddlewareTest {
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("stepwell.outcome");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
      .setTracerProvider(SdkTracerProvider.builder()
          .addSpanProcessor(SimpleSpanProcessor.create(exporter))
          .build())
      .build();
  private final TestStepwell[] clock = new TestStepwell[1];
  private final TestStepwell stepwell = TestStepwell.builder()
      .middleware(OpenTelemetryMiddleware.on(sdk).clock(() -> clock[0].now()))
      .register(new DurableTracedFlows())
      .build();

  @AfterEach
  void close() {
    sdk.close();
  }

  private String send(boolean fails) {
    clock[0] = stepwell;
    Span request = sdk.getTracer("test").spanBuilder("POST /trips").startSpan();
    try (Scope scope = request.makeCurrent()) {
      assertThat(scope).isNotNull();
      stepwell.send(new TracedTripWanted("Rome", fails));
    } finally {
      request.end();
    }
    return request.getSpanContext().getTraceId();
  }

  private List<SpanData> named(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private List<SpanData> executions(String function) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getKind() == SpanKind.CONSUMER
            && function.equals(
                span.getAttributes().get(AttributeKey.stringKey("stepwell.function"))))
        .toList();
  }

  @Test
  void aTraceLeadsFromTheSenderThroughStepsRetriesAndInvokedFunctions() {
    String trace = send(false);
    stepwell.advance(Duration.ofMinutes(1));

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsOnly(trace);
    SpanData sent = named("send traced/trip.wanted").get(0);
    assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(sent.getAttributes().get(AttributeKey.stringKey("messaging.system")))
        .isEqualTo("stepwell");
    assertThat(executions("trace-trip").get(0).getParentSpanId()).isEqualTo(sent.getSpanId());
    assertThat(named("step book"))
        .extracting(span -> span.getAttributes().get(AttributeKey.longKey("stepwell.attempt")))
        .containsExactly(1L, 2L);
    assertThat(named("step book"))
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    SpanData invoke = named("send stepwell/function.invoked").get(0);
    assertThat(executions("trace-hotel").get(0).getParentSpanId()).isEqualTo(invoke.getSpanId());
  }

  @Test
  void theContextIsCurrentInStepsAndBranches() {
    String trace = send(false);

    TestRun run = stepwell.run(Functions.TRACE_TRIP);
    assertThat(run.step("look").result(String.class)).isEqualTo(trace);
    assertThat(run.step("look:1").result(String.class)).isEqualTo(trace);
    SpanData execution = executions("trace-trip").get(0);
    assertThat(named("step look"))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(execution.getSpanId(), execution.getSpanId());
    assertThat(named("step look"))
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("stepwell.step")))
        .containsExactlyInAnyOrder("look", "look:1");
  }

  @Test
  void anExecutionAfterDaysIsATraceOfItsOwnWithALink() {
    String trace = send(false);
    stepwell.advance(Duration.ofDays(4));

    List<SpanData> executions = executions("trace-trip");
    SpanData last = executions.get(executions.size() - 1);
    assertThat(last.getAttributes().get(OUTCOME)).isEqualTo("completed");
    assertThat(last.getTraceId()).isNotEqualTo(trace);
    assertThat(last.getLinks()).hasSize(1);
    assertThat(last.getLinks().get(0).getSpanContext().getTraceId()).isEqualTo(trace);
    assertThat(executions.get(0).getAttributes().get(OUTCOME)).isEqualTo("parked");
  }

  @Test
  void aFirstExecutionDaysAfterTheSendIsATraceOfItsOwnWithALink() {
    clock[0] = stepwell;
    TestStepwell backlogged = TestStepwell.builder()
        .middleware(
            OpenTelemetryMiddleware.on(sdk).clock(() -> clock[0].now().plus(Duration.ofDays(2))))
        .register(new DurableTracedFlows())
        .build();
    backlogged.send(new TracedHotelWanted("Rome"));

    SpanData sent = named("send traced/hotel.wanted").get(0);
    SpanData execution = executions("trace-hotel").get(0);
    assertThat(execution.getTraceId()).isNotEqualTo(sent.getTraceId());
    assertThat(execution.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(sent.getSpanId());
  }

  @Test
  void aFailureHasATypeAndNoMessageAndItsHandlerIsInTheTrace() {
    String trace = send(true);
    stepwell.advance(Duration.ofDays(4));

    List<SpanData> executions = executions("trace-trip");
    SpanData last = executions.get(executions.size() - 1);
    assertThat(last.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(last.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("java.io.IOException");
    assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("secret Rome");
    assertThat(executions("trace-trip:on-failure").get(0).getTraceId()).isEqualTo(trace);
  }

  @Test
  void anErrorIsAFailureAsAnExceptionIs() {
    clock[0] = stepwell;
    stepwell.send(new TracedTaxiWanted("Rome", false));
    stepwell.send(new TracedTaxiWanted("Rome", true));

    AttributeKey<String> type = AttributeKey.stringKey("error.type");
    assertThat(executions("trace-taxi"))
        .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
        .allMatch(span -> "failed".equals(span.getAttributes().get(OUTCOME)))
        .extracting(span -> span.getAttributes().get(type))
        .containsExactly("java.lang.AssertionError", "dev.stepwell.StepFailedException");
    assertThat(named("step call"))
        .extracting(span -> span.getAttributes().get(type))
        .containsExactly("java.lang.NoClassDefFoundError");
  }

  @Test
  void withoutASenderThatIsTracedARunBeginsATrace() {
    clock[0] = stepwell;
    stepwell.send(new TracedHotelWanted("Rome"));

    assertThat(executions("trace-hotel").get(0).getTraceId())
        .isEqualTo(named("send traced/hotel.wanted").get(0).getTraceId());
  }
}
