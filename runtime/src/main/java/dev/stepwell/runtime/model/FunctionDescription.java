package dev.stepwell.runtime.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a function for people, in addition to its triggers.
 *
 * @param retries the default number of retries of a step
 * @param startTimeout how long after its event was accepted a run may start; null for no limit
 * @param finishTimeout how long after its start a run may end; null for no limit
 * @param schemas the schemas of the events that start and cancel its runs, if known
 * @param crons the crons that start its runs
 * @param steps the steps of its class, in source order
 * @param secretFields the names of fields that are marked as secret
 * @param graph the steps and the paths between them, as JSON text that the compiler has written
 */
public record FunctionDescription(
    int retries,
    @Nullable Duration startTimeout,
    @Nullable Duration finishTimeout,
    List<EventSchema> schemas,
    List<Cron> crons,
    List<StepOptions> steps,
    List<String> secretFields,
    String graph) {
  /** The graph of a function whose source the compiler could not read. */
  public static final String UNREAD =
      "{\"nodes\":[{\"type\":\"unread\",\"why\":\"the source of this function could not be read\"}]}";

  /** An undescribed function. */
  public static final FunctionDescription NONE =
      new FunctionDescription(0, null, null, List.of(), List.of(), List.of(), List.of(), UNREAD);

  /** Copies each list. */
  public FunctionDescription {
    schemas = List.copyOf(schemas);
    crons = List.copyOf(crons);
    steps = List.copyOf(steps);
    secretFields = List.copyOf(secretFields);
  }

  /**
   * The schema of an event.
   *
   * @param event the event's name
   * @param schema the JSON schema of its payload, as JSON text
   */
  public record EventSchema(String event, String schema) {}

  /**
   * A cron.
   *
   * @param expression a cron expression of five fields
   * @param timeZone the id of its time zone
   */
  public record Cron(String expression, String timeZone) {}

  /**
   * The options of a step.
   *
   * @param id its id, without the number of a repetition
   * @param retries the number of retries
   * @param timeout how long an attempt may take; null for no limit
   */
  public record StepOptions(
      String id, int retries, @Nullable Duration timeout) {}
}
