package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a function, or of its failure method, store: what other code must be able to read.
 *
 * @param id the id under which they are stored
 * @param name that id without the version
 * @param version which version of the function it is
 * @param was the ids that it had in earlier code
 * @param events the names of the events that start it
 * @param condition what must hold of such an event; empty for nothing
 * @param crons the cron expressions of its clock, each with the time zone
 * @param cancelOn what cancels them
 * @param limits how they are limited, delayed, put together and ordered
 * @param data the JSON schema of the event that it is called with; null for a clock, and for a failure method
 * @param complete whether all steps are known: nothing was left out of the step graph
 * @param steps its steps, in the order of the source
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
    List<StoredStep> steps) {
  /** What the id of a failure method ends with, after that of the function. */
  public static final String ON_FAILURE = ":on-failure";

  /** What the id of a function is given in the id of its cancellation function. */
  public static final String ON_CANCEL = ":on-cancel";
}
