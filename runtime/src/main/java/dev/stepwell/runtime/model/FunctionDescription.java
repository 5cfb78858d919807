package dev.stepwell.runtime.model;

import dev.stepwell.contract.StepGraph;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people want to know of a function, beyond what events are matched by.
 *
 * @param retries how often a step that does not say otherwise is tried again
 * @param startTimeout how long after its event was accepted a run may start; null for no limit
 * @param finishTimeout how long after its start a run may end; null for no limit
 * @param schemas the schemas of the events that start and cancel its runs, where they are known
 * @param crons the clocks that start its runs
 * @param steps the steps of the class that holds it, in the order of its source
 * @param secretFields the names of fields that are marked as secret
 * @param graph the steps and the ways between them
 */
public record FunctionDescription(
    int retries,
    @Nullable Duration startTimeout,
    @Nullable Duration finishTimeout,
    List<EventSchema> schemas,
    List<Cron> crons,
    List<StepOptions> steps,
    List<String> secretFields,
    StepGraph graph) {
  /** Of a function that is not described. */
  public static final FunctionDescription NONE = new FunctionDescription(
      0, null, null, List.of(), List.of(), List.of(), List.of(), StepGraph.UNREAD);

  /** A copy of each list is kept. */
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
   * A clock.
   *
   * @param expression a cron expression of five fields
   * @param timeZone the id of its time zone
   */
  public record Cron(String expression, String timeZone) {}

  /**
   * How a step is attempted.
   *
   * @param id its id, without the number of a repetition
   * @param retries how often it is tried again
   * @param timeout how long an attempt may take; null for no limit
   */
  public record StepOptions(
      String id, int retries, @Nullable Duration timeout) {}
}
