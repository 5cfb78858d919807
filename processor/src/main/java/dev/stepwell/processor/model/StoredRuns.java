package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or failure handler for the document of its catalog: what its runs store, which other code must be able to read, and its steps
 * with the paths between them.
 *
 * @param id the id under which they are stored
 * @param name that id without the version
 * @param version the version of the function
 * @param was its former ids
 * @param events the names of the events that start it
 * @param condition the condition on such an event; empty for none
 * @param crons its cron expressions, each with the time zone
 * @param cancelOn what cancels them
 * @param limits how they are limited, delayed, put together and ordered
 * @param data the JSON schema of the event that it is called with; null for a cron tick, and for a failure handler
 * @param complete whether all steps are known, so that the step graph is complete
 * @param steps its steps, in source order
 * @param graph the steps with the paths between them
 */
public record StoredRuns(
    String id,
    String name,
    int version,
    List<String> was,
    List<String> events,
    String condition,
    List<String> crons,
    List<StoredCancel> cancelOn,
    List<StoredLimit> limits,
    @Nullable String data,
    boolean complete,
    List<StoredStep> steps,
    StepGraph graph) {
  /** The suffix of a failure handler's id, after that of the function. */
  public static final String ON_FAILURE = ":on-failure";

  /** What the id of a function is given in the id of its cancellation handler. */
  public static final String ON_CANCEL = ":on-cancel";
}
