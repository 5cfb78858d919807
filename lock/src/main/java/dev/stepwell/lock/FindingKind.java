package dev.stepwell.lock;

import java.util.Locale;

/** The catalog of findings: the change, its effect on a run in flight, and the cure. */
enum FindingKind {
  FUNCTION_RENAMED(
      true,
      "function %s is gone, and %s is new",
      "its runs in flight wait for a worker with the old id, which keeps starting runs",
      "put @Was(\"%1$s\") on the new one if it is the same function; otherwise keep the old one too"),
  FUNCTION_REMOVED(
      true,
      "function %s is gone",
      "its runs in flight wait for a worker that has it, and it keeps starting runs, which wait too",
      "keep it until another function replaces it by @Was or as a higher version"),
  FAILURE_METHOD_REMOVED(
      true,
      "the failure handler of function %2$s is gone",
      "a run of that method waits for a worker that has it",
      "keep the method until its runs end: the goal in-flight counts them"),
  FUNCTION_WAS_DROPPED(
      true,
      "@Was(\"%2$s\") is gone from function %1$s",
      "runs in flight of that id wait for a worker that has it, and the id starts runs again",
      "put it back"),
  VERSION_GONE(
      false,
      "function %s is gone, and %s replaces it",
      "its runs in flight wait for a worker that has it",
      "keep it beside the new version until they end: the goal in-flight counts them"),
  TRIGGER_CHANGED(
      false,
      "function %s was started by %s and is started by %s",
      "no effect: it already has its event",
      "nothing"),
  CANCEL_REMOVED(
      true,
      "%3$s cancelled function %1$s and no longer does",
      "neither that event nor its replacement cancels it: what cancels a run is decided when it starts",
      "keep the old @CancelOn beside the new one until the runs end, or give the function a higher version"),
  CANCEL_ADDED(
      false,
      "%3$s cancels function %1$s and did not before",
      "that event does not cancel it: what cancels a run is decided when it starts",
      "nothing"),
  LIMIT_CHANGED(
      false,
      "%2$s of function %1$s was %3$s and is %4$s",
      "if it waits, the new value applies; if it executes, it continues; what it stored when it was created, such as its key, stays",
      "nothing"),
  LIMIT_ADDED(
      false,
      "function %1$s has %2$s (%4$s) and did not before",
      "if its function had no limits before, the new limit applies, with null as its key; otherwise it does not apply",
      "nothing"),
  LIMIT_REMOVED(
      false,
      "function %1$s had %2$s (%3$s) and no longer has it",
      "the limit no longer applies: it starts if it waits for nothing else",
      "nothing"),
  BATCH_ADDED(
      false,
      "function %1$s is called with a batch of events (%4$s) and was called with one",
      "it is called with a batch of its one event",
      "nothing"),
  BATCH_REMOVED(
      true,
      "function %1$s was called with a batch of events (%3$s) and is called with one",
      "it is called with the first event of its batch, and the others are lost",
      "give the function a higher version, and keep the old one until its runs end"),
  EVENT_CHANGED(
      true,
      "the event of function %s was %s and is %s",
      "it carries the old event, and the new code reads missing fields as null or zero",
      "give the function a higher version"),
  EVENT_FIELD_REMOVED(
      true,
      "field %2$s of the event of function %1$s is gone",
      "its value is no longer read, and events that carry it are rejected",
      "keep the field, or give the function a higher version"),
  EVENT_FIELD_ADDED(
      true,
      "field %2$s of the event of function %1$s is new and may not be null",
      "it reads null or zero there",
      "make it @Nullable, or give the function a higher version"),
  EVENT_FIELD_CHANGED(
      true,
      "field %2$s of the event of function %1$s %3$s",
      "it may fail with a ChangedCodeException, or read another value",
      "restore it, or give the function a higher version"),
  STEP_RENAMED(
      true,
      "step %2$s of function %1$s is gone, and %3$s is new",
      "if it has completed the old step, it still executes the new one",
      "put @Was(\"%2$s\") on the new one if it is the same step, or keep the id"),
  STEP_ID_CHANGED(
      true,
      "the %4$s %2$s of function %1$s is gone, and %3$s is new",
      "if it has reached the old one, it still executes the new one",
      "keep the id (@Was works on @Step methods only), or give the function a higher version"),
  STEP_WAS_DROPPED(
      true,
      "@Was(\"%3$s\") is gone from step %2$s of function %1$s",
      "if it has stored the step under that id, it executes it again",
      "put it back"),
  STEP_KIND_CHANGED(
      true,
      "step %2$s of function %1$s was a %3$s and is a %4$s",
      "if it has reached that step, it fails with a ChangedCodeException",
      "give the new one another id, or the function a higher version"),
  STEP_RESULT_CHANGED(
      true,
      "the result of step %2$s of function %1$s has changed: %3$s",
      "if it has stored the old result, it may fail with a ChangedCodeException, or read another value",
      "make the type read the old form too, or give the step another id or the function a higher version"),
  WAIT_CHANGED(
      true,
      "step %2$s of function %1$s waited for %3$s and waits for %4$s",
      "if it waits there, it keeps waiting for the old event, and reads it as the new one",
      "give the wait another id, or the function a higher version"),
  INVOKE_CHANGED(
      true,
      "step %2$s of function %1$s invoked %3$s and invokes %4$s",
      "if it has reached that step, it uses the run of the old function, and reads its result as the new one's",
      "give the step another id, or the function a higher version");

  private final boolean error;
  private final String what;
  private final String inFlight;
  private final String cure;

  FindingKind(boolean error, String what, String inFlight, String cure) {
    this.error = error;
    this.what = what;
    this.inFlight = inFlight;
    this.cure = cure;
  }

  /** Whether it must be declared or accepted. */
  boolean isError() {
    return error;
  }

  /** Whether it is about a step, so it affects only runs that have reached that step. */
  boolean isOfStep() {
    return compareTo(STEP_RENAMED) >= 0;
  }

  /** Its name in messages, such as {@code StepRenamed}. */
  String code() {
    StringBuilder code = new StringBuilder();
    for (String word : name().split("_", -1)) {
      code.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return code.toString();
  }

  /** What has changed. */
  String what(Object... names) {
    return String.format(what, names);
  }

  /** Its effect on a run in flight. */
  String inFlight() {
    return inFlight;
  }

  /** The cure. */
  String cure(Object... names) {
    return String.format(cure, names);
  }
}
