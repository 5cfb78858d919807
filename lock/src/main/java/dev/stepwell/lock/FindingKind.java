package dev.stepwell.lock;

import java.util.Locale;

/** The catalogue of what may be found: what has changed, what a run in flight makes of it, and what to type. */
enum FindingKind {
  FUNCTION_RENAMED(
      true,
      "function %s is gone, and %s is new",
      "its runs in flight wait for code that knows them, and the old id goes on starting runs",
      "put @Was(\"%1$s\") on the new one if it is the same function; else keep the old one too"),
  FUNCTION_REMOVED(
      true,
      "function %s is gone",
      "its runs in flight wait for code that knows them, and it goes on starting runs, which wait too",
      "keep it until a function has taken its place by @Was, or as a higher version"),
  FAILURE_METHOD_REMOVED(
      true,
      "the failure method of function %2$s is gone",
      "one of that method waits for code that knows it",
      "keep the method until its runs have ended: the goal in-flight counts them"),
  FUNCTION_WAS_DROPPED(
      true,
      "@Was(\"%2$s\") is gone from function %1$s",
      "runs in flight of that id wait for code that knows them, and the id starts runs again",
      "put it back"),
  VERSION_GONE(
      false,
      "function %s is gone, and %s has taken its place",
      "its runs in flight wait for a worker that knows it",
      "keep it beside the new version until they have ended: the goal in-flight counts them"),
  TRIGGER_CHANGED(
      false,
      "function %s was started by %s and is started by %s",
      "nothing: it has its event already",
      "nothing"),
  CANCEL_REMOVED(
      true,
      "function %1$s was cancelled by %3$s and is no more",
      "it is not cancelled by that event any more, nor by what has taken its place: what cancels it was settled when it started",
      "keep the old @CancelOn beside the new one until its runs have ended, or give the function a higher version"),
  CANCEL_ADDED(
      false,
      "function %1$s is cancelled by %3$s and was not",
      "it is not cancelled by that event: what cancels it was settled when it started",
      "nothing"),
  EVENT_CHANGED(
      true,
      "function %s was called with %s and is called with %s",
      "it carries what it was started by, whose fields the new code reads as null or zero",
      "give the function a higher version"),
  EVENT_FIELD_REMOVED(
      true,
      "field %2$s of the event of function %1$s is gone",
      "its value is not read any more, and events that carry it are refused",
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
      "keep what it was, or give the function a higher version"),
  STEP_RENAMED(
      true,
      "step %2$s of function %1$s is gone, and %3$s is new",
      "if it has done the old step, it does the new one all the same",
      "put @Was(\"%2$s\") on the new one if it is the same step, or keep the id"),
  STEP_ID_CHANGED(
      true,
      "the %4$s %2$s of function %1$s is gone, and %3$s is new",
      "if it has come to the old one, it does the new one all the same",
      "keep the id, for @Was is for @Step methods, or give the function a higher version"),
  STEP_WAS_DROPPED(
      true,
      "@Was(\"%3$s\") is gone from step %2$s of function %1$s",
      "if it has stored the step under that id, it does it again",
      "put it back"),
  STEP_KIND_CHANGED(
      true,
      "step %2$s of function %1$s was a %3$s and is a %4$s",
      "if it has come to that step, it fails with a ChangedCodeException",
      "give the new one another id, or the function a higher version"),
  STEP_RESULT_CHANGED(
      true,
      "the result of step %2$s of function %1$s is another: %3$s",
      "if it has stored the old result, it may fail with a ChangedCodeException, or read another value",
      "let the type read the old form too, or give the step another id or the function a higher version"),
  WAIT_CHANGED(
      true,
      "step %2$s of function %1$s waited for %3$s and waits for %4$s",
      "if it waits there, it goes on waiting for the old event, and reads it as the new one",
      "give the wait another id, or the function a higher version"),
  INVOKE_CHANGED(
      true,
      "step %2$s of function %1$s invoked %3$s and invokes %4$s",
      "if it has come to that step, it has the run of the old function, and reads its result as the new one's",
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

  /** Whether it is to be declared or accepted. */
  boolean isError() {
    return error;
  }

  /** Whether it is about a step, so that it touches only runs that have come to that. */
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

  /** What a run in flight makes of it. */
  String inFlight() {
    return inFlight;
  }

  /** What to type. */
  String cure(Object... names) {
    return String.format(cure, names);
  }
}
