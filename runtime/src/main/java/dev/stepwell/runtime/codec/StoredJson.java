package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.Types;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.RaceDecision;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored JSON of the runtime's own records. */
public final class StoredJson {
  private final Json json;

  /** Writes and reads by this codec. */
  public StoredJson(Json json) {
    this.json = json;
  }

  /** An error as JSON text; null for none. */
  public @Nullable String encode(@Nullable ErrorInfo error) {
    return error == null ? null : storable(error, ErrorInfo.class);
  }

  /** Ids as JSON text; null for none. */
  public @Nullable String encodeIds(List<String> ids) {
    return ids.isEmpty() ? null : json.encode(ids, List.class);
  }

  /** The ids in this JSON text; none if it is null. */
  @SuppressWarnings("unchecked")
  public List<String> ids(@Nullable String text) {
    return text == null
        ? List.of()
        : (List<String>)
            Objects.requireNonNull(json.decode(text, Types.of(List.class, String.class)));
  }

  /** The outcome of a race as JSON text. */
  public String encode(RaceDecision decision) {
    return storable(decision, RaceDecision.class);
  }

  /**
   * The outcome of a race in this JSON text.
   *
   * @throws JsonException if it is something else
   */
  public RaceDecision race(String text) {
    RaceDecision decision = (RaceDecision) json.own(text, RaceDecision.class);
    if (decision == null
        || decision.won() == null
        || decision.failed() == null
        || decision.ids() == null) {
      throw new JsonException("this JSON is not the outcome of a race", null);
    }
    return decision;
  }

  /** The error in this JSON text. */
  public ErrorInfo error(String text) {
    return (ErrorInfo) Objects.requireNonNull(json.own(text, ErrorInfo.class));
  }

  /** The part of a function that events are matched with, as JSON text. */
  public String encode(StoredFunction function) {
    return storable(
        new Definition(
            function.id(),
            function.events(),
            function.condition(),
            function.idempotencyKey(),
            function.cancelOn(),
            function.onFailure(),
            function.replaces(),
            function.idempotencyPeriod().equals(FunctionDefinition.IDEMPOTENCY_PERIOD)
                ? null
                : function.idempotencyPeriod(),
            function.flowControl().equals(FlowControl.NONE) ? null : function.flowControl()),
        Definition.class);
  }

  /** The function in this JSON text, undescribed and not paused. */
  public StoredFunction function(String text) {
    Definition definition = (Definition) Objects.requireNonNull(json.own(text, Definition.class));
    return new StoredFunction(
        definition.id,
        definition.events,
        definition.condition,
        definition.idempotencyKey,
        definition.cancelOn,
        definition.onFailure,
        Objects.requireNonNullElse(definition.replaces, List.of()),
        null,
        null,
        FunctionDescription.NONE,
        Objects.requireNonNullElse(
            definition.idempotencyPeriod, FunctionDefinition.IDEMPOTENCY_PERIOD),
        Objects.requireNonNullElse(definition.flowControl, FlowControl.NONE));
  }

  /** A description as JSON text. */
  public String encode(FunctionDescription description) {
    return storable(
        new Description(
            description.retries(),
            description.startTimeout(),
            description.finishTimeout(),
            description.schemas(),
            description.crons(),
            description.steps(),
            description.secretFields(),
            json.tree(description.graph()).node()),
        Description.class);
  }

  /** The description in this JSON text. */
  public FunctionDescription description(String text) {
    Description description =
        (Description) Objects.requireNonNull(json.own(text, Description.class));
    return new FunctionDescription(
        description.retries,
        description.startTimeout,
        description.finishTimeout,
        description.schemas,
        description.crons,
        description.steps,
        description.secretFields,
        text(description.graph));
  }

  /** The payload of {@code stepwell/function.failed}. */
  public String failedEvent(UUID runId, String functionId, ErrorInfo error, StoredEvent startedBy) {
    return storable(
        new FailedEvent(functionId, runId, error, startedBy(startedBy), null), FailedEvent.class);
  }

  /** The payload of {@code stepwell/function.failed} of a run that these events started together. */
  public String failedEvent(
      UUID runId, String functionId, ErrorInfo error, List<StoredEvent> startedBy) {
    List<StartedBy> events = startedBy.stream().map(this::startedBy).toList();
    return storable(
        new FailedEvent(functionId, runId, error, events.get(0), events), FailedEvent.class);
  }

  /** The payload of {@code stepwell/function.completed}. */
  public String completedEvent(
      UUID runId, String functionId, String output, StoredEvent startedBy) {
    return storable(
        new CompletedEvent(functionId, runId, json.tree(output).node(), startedBy(startedBy)),
        CompletedEvent.class);
  }

  /** An event that ended a wait, as the result of that step. */
  public String arrived(StoredEvent event) {
    return storable(
        new ArrivedEvent(event.id(), event.name(), json.tree(event.data()).node()),
        ArrivedEvent.class);
  }

  /** The event that ended a wait; null if none came in time. */
  public @Nullable Arrived arrived(String result) {
    ArrivedEvent event = (ArrivedEvent) json.own(result, ArrivedEvent.class);
    return event == null ? null : new Arrived(event.id, event.name, text(event.data));
  }

  /** Parses the payload of {@code stepwell/function.failed}. */
  public Failed failed(String payload) {
    FailedEvent event = (FailedEvent) Objects.requireNonNull(json.own(payload, FailedEvent.class));
    return new Failed(event.functionId, event.runId, event.error, texts(event.event, event.events));
  }

  /** Parses the payload of {@code stepwell/function.cancelled}. */
  public Cancelled cancelled(String payload) {
    CancelledEvent event =
        (CancelledEvent) Objects.requireNonNull(json.own(payload, CancelledEvent.class));
    return new Cancelled(
        event.functionId, event.runId, event.cancelledBy, texts(event.event, event.events));
  }

  private List<String> texts(StartedBy first, @Nullable List<StartedBy> all) {
    List<StartedBy> events = all == null ? List.of(first) : all;
    return events.stream().map(event -> text(event.data)).toList();
  }

  /** Not by the node itself, which rejects JSON deeper than a payload may be. */
  private String text(JsonNode node) {
    return json.write(node, JsonNode.class);
  }

  private StartedBy startedBy(StoredEvent event) {
    return new StartedBy(event.id(), event.name(), json.tree(event.data()).node());
  }

  /**
   * Never rejected: any length is valid, and lone surrogates, which messages of exceptions may contain, become question
   * marks.
   */
  private String storable(Object value, Class<?> type) {
    return new String(
        json.write(value, type).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * A failed run, for its failure handler.
   *
   * @param functionId the function
   * @param runId the run
   * @param error its error
   * @param data the payloads of the events that started it, as JSON texts; only a batch has several
   */
  public record Failed(String functionId, UUID runId, ErrorInfo error, List<String> data) {}

  /**
   * A cancelled run, for its cancellation handler.
   *
   * @param functionId the function
   * @param runId the run
   * @param cancelledBy what cancelled it
   * @param data the payloads of the events that started it, as JSON texts; only a batch has several
   */
  public record Cancelled(String functionId, UUID runId, String cancelledBy, List<String> data) {}

  /**
   * An event that ended a wait.
   *
   * @param id its id
   * @param name its name
   * @param data its payload as JSON text
   */
  public record Arrived(String id, String name, String data) {}

  private record Definition(
      String id,
      List<String> events,
      @Nullable String condition,
      List<String> idempotencyKey,
      List<StoredFunction.CancelOn> cancelOn,
      boolean onFailure,
      // Null where a release has stored it that knew of none.
      @Nullable List<String> replaces,
      // Null for the usual time, and where a release has stored it that knew of no other.
      @Nullable Duration idempotencyPeriod,
      // Null for none, and where a release has stored it that knew of none.
      @Nullable FlowControl flowControl) {}

  private record Description(
      int retries,
      @Nullable Duration startTimeout,
      @Nullable Duration finishTimeout,
      List<FunctionDescription.EventSchema> schemas,
      List<FunctionDescription.Cron> crons,
      List<FunctionDescription.StepOptions> steps,
      List<String> secretFields,
      JsonNode graph) {}

  private record CompletedEvent(String functionId, UUID runId, JsonNode output, StartedBy event) {}

  private record ArrivedEvent(String id, String name, JsonNode data) {}

  private record FailedEvent(
      String functionId,
      UUID runId,
      ErrorInfo error,
      StartedBy event,
      // Null unless the run was started by several events, and where a release has stored it that
      // named only the first.
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StartedBy> events) {}

  private record CancelledEvent(
      String functionId,
      UUID runId,
      String cancelledBy,
      StartedBy event,
      // As in a failed event.
      @Nullable List<StartedBy> events) {}

  private record StartedBy(String id, String name, JsonNode data) {}
}
