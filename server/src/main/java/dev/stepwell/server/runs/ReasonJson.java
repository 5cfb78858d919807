package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.secrets.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Why a run does not progress, as JSON.
 *
 * @param type the kind of reason
 * @param step the step that waits, if one does
 * @param until the end of the wait, if known
 * @param says the reason as a sentence
 */
record ReasonJson(
    String type, @Nullable String step, @Nullable String until, String says) {
  static ReasonJson of(Reason reason, Secrets secrets, Redaction redaction) {
    if (reason instanceof Reason.Executing now) {
      return new ReasonJson("executing", null, null, now.worker() + " executes it");
    } else if (reason instanceof Reason.Sleeping sleep) {
      return new ReasonJson("sleeping", sleep.stepId(), HttpJson.time(sleep.until()), "it sleeps");
    } else if (reason instanceof Reason.AwaitingEvent wait) {
      return new ReasonJson(
          "awaiting-event",
          wait.stepId(),
          HttpJson.time(wait.until()),
          "it waits for " + wait.event() + " with " + secrets.masked(wait.match(), redaction));
    } else if (reason instanceof Reason.AwaitingTransaction open) {
      return new ReasonJson(
          "awaiting-transaction",
          open.stepId(),
          null,
          "the transaction open since " + HttpJson.time(open.since())
              + " may still send an event that the wait takes: "
              + (open.pid() == null
                  ? "prepared transaction " + open.name()
                  : "process " + open.pid() + " of the database server, application \""
                      + open.name() + "\""));
    } else if (reason instanceof Reason.AwaitingRun call) {
      return new ReasonJson(
          "awaiting-run",
          call.stepId(),
          null,
          "it waits for run " + call.runId() + " of " + call.functionId() + ", which is "
              + call.status().word());
    } else if (reason instanceof Reason.AwaitingAttempt retry) {
      return new ReasonJson(
          "awaiting-attempt",
          retry.stepId(),
          HttpJson.time(retry.dueAt()),
          "attempt " + (retry.nextAttempt() - 1) + " failed, and attempt " + retry.nextAttempt()
              + " is not due yet");
    } else if (reason instanceof Reason.NoWorker none) {
      return new ReasonJson(
          "no-worker", null, null, "no living worker knows function " + none.functionId());
    } else if (reason instanceof Reason.Paused paused) {
      return new ReasonJson(
          "paused", null, null, "function " + paused.functionId() + " is paused: resume it");
    } else if (reason instanceof Reason.Queued queued) {
      return new ReasonJson(
          "queued",
          null,
          null,
          "it is due, and the workers that know its function, " + queued.workers()
              + ", have not come to it yet");
    } else if (reason instanceof Reason.IgnoringInterrupt stuck) {
      return new ReasonJson(
          "ignoring-interrupt",
          stuck.stepId(),
          null,
          (stuck.stepId() == null ? "the function's own code" : "the step")
              + " was interrupted at " + HttpJson.time(stuck.since())
              + " and does not return: it keeps a thread of " + stuck.worker());
    } else if (reason instanceof Reason.AwaitingSolitude suspect) {
      return new ReasonJson(
          "awaiting-solitude",
          null,
          null,
          suspect.deaths()
              + " workers died while they executed it and other runs: it waits for a worker"
              + " that executes no other run");
    } else if (reason instanceof Reason.AwaitingSingleton single) {
      return new ReasonJson(
          "awaiting-singleton",
          null,
          null,
          "one run of its key may be live: it waits until run " + single.runId() + ", which is "
              + single.status().word() + ", has stopped");
    } else if (reason instanceof Reason.GatheringEvents gathering) {
      return new ReasonJson(
          "gathering-events",
          null,
          HttpJson.time(gathering.until()),
          "it waits for further events of its key, and has " + gathering.events());
    } else if (reason instanceof Reason.Skipped skipped) {
      return new ReasonJson("skipped", null, null, skipped(skipped));
    } else if (reason instanceof Reason.AwaitingLimit limit) {
      return new ReasonJson(
          "awaiting-limit",
          limit.stepId(),
          limit.startsAt() == null ? null : HttpJson.time(limit.startsAt()),
          "the limit \"" + limit.limit() + "\" admits " + limit.amount() + " for the key "
              + secrets.masked(limit.key(), redaction)
              + (limit.holders().isEmpty() ? "" : "; held by runs " + limit.holders())
              + (limit.callers().isEmpty()
                  ? ""
                  : ". Of these, " + limit.callers()
                      + " wait for this run themselves: they release no slot before it ends"));
    } else if (reason instanceof Reason.Scheduled scheduled) {
      return new ReasonJson(
          "scheduled", null, HttpJson.time(scheduled.at()), "it resumes at this time");
    }
    return new ReasonJson("ended", null, null, "it has ended");
  }

  private static String skipped(Reason.Skipped skipped) {
    String why = switch (skipped.rule()) {
      case RATE_LIMIT -> "the rate limit of its key was reached";
      case SINGLETON -> "one run of its key may be live";
      case MAX_WAITING -> "as many runs waited as may wait";
    };
    return "it was skipped: " + why
        + (skipped.successor() == null ? "" : "; run " + skipped.successor() + " took its place")
        + ". A rerun can be started by hand";
  }
}
