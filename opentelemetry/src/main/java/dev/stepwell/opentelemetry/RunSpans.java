package dev.stepwell.opentelemetry;

import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.StoredEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Starts spans, with the attributes of OpenTelemetry's conventions for messaging and some of Stepwell's. */
final class RunSpans {
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("stepwell.outcome");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  private static final AttributeKey<String> CONSUMERS =
      AttributeKey.stringKey("messaging.consumer.group.name");
  private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("stepwell.function");
  private static final AttributeKey<String> RUN = AttributeKey.stringKey("stepwell.run");
  private static final AttributeKey<Boolean> FIRST = AttributeKey.booleanKey("stepwell.first");
  private static final AttributeKey<String> STEP = AttributeKey.stringKey("stepwell.step");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("stepwell.attempt");

  private final Supplier<Tracer> tracer;
  private final Duration linkAfter;
  private final InstantSource clock;

  RunSpans(Supplier<Tracer> tracer, Duration linkAfter, InstantSource clock) {
    this.tracer = tracer;
    this.linkAfter = linkAfter;
    this.clock = clock;
  }

  /** A send, which may be of several events. */
  Span send(SendInfo send) {
    List<StoredEvent> events = send.events();
    Set<String> names = events.stream().map(StoredEvent::name).collect(Collectors.toSet());
    String destination = names.size() == 1 ? names.iterator().next() : null;
    SpanBuilder span = messaging(destination == null ? "send" : "send " + destination, "send")
        .setSpanKind(SpanKind.PRODUCER);
    if (destination != null) {
      span.setAttribute(DESTINATION, destination);
    }
    if (events.size() == 1) {
      span.setAttribute(MESSAGE, events.get(0).id());
    } else {
      span.setAttribute(COUNT, (long) events.size());
    }
    return span.startSpan();
  }

  /**
   * An execution of a run.
   *
   * @param sender where the event was sent
   */
  Span execution(RunInfo run, Context sender) {
    String event = run.event().name();
    SpanBuilder span = messaging("process " + event, "process")
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute(DESTINATION, event)
        .setAttribute(MESSAGE, run.event().id())
        .setAttribute(CONSUMERS, run.functionId())
        .setAttribute(FUNCTION, run.functionId())
        .setAttribute(RUN, run.runId().toString())
        .setAttribute(FIRST, run.first());
    SpanContext sent = Span.fromContext(sender).getSpanContext();
    if (!sent.isValid() || !isOld(run)) {
      return span.setParent(sender).startSpan();
    }
    return span.setNoParent().addLink(sent).startSpan();
  }

  private boolean isOld(RunInfo run) {
    return Duration.between(run.createdAt(), clock.instant()).compareTo(linkAfter) > 0;
  }

  /** An attempt of a step, in the span that is current. */
  Span attempt(StepInfo step) {
    return tracer
        .get()
        .spanBuilder("step " + step.baseId())
        .setAttribute(FUNCTION, step.run().functionId())
        .setAttribute(RUN, step.run().runId().toString())
        .setAttribute(STEP, step.stepId())
        .setAttribute(ATTEMPT, (long) step.attempt())
        .startSpan();
  }

  private SpanBuilder messaging(String name, String operation) {
    return tracer
        .get()
        .spanBuilder(name)
        .setAttribute(SYSTEM, "stepwell")
        .setAttribute(OPERATION, operation)
        .setAttribute(OPERATION_NAME, operation);
  }
}
