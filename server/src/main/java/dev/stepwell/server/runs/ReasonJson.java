package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a run does not progress, as JSON.
 *
 * @param type the kind of reason
 * @param step the step that waits, if one does
 * @param since since when a step waits for a limit; null for other reasons
 * @param until the end of the wait, if known
 * @param says the reason as a sentence
 */
record ReasonJson(
    String type,
    @Nullable String step,
    @Nullable String since,
    @Nullable String until,
    String says) {
  private static final String AWAITING_EVENT = "awaiting-event";
  private static final String AWAITS = "it waits for ";

  /** The key of a limit that has no key. */
  private static final String ALL = "[]";

  /**
   * What of a reason is shown.
   *
   * @param limitKeys replaces the secrets in a key, given the name of the limit and the key
   */
  record Shown(Secrets secrets, Redaction redaction, BinaryOperator<String> limitKeys) {
    String match(String json) {
      return secrets.masked(json, redaction);
    }

    String key(Reason.AwaitingLimit limit) {
      return redaction.in(limitKeys.apply(limit.limit(), limit.key()));
    }
  }

  /** These reasons. A step that waits for the first of several events has one reason that names all of them. */
  static List<ReasonJson> all(List<Reason> reasons, Shown shown) {
    List<ReasonJson> all = new ArrayList<>();
    for (Reason reason : reasons) {
      ReasonJson next = of(reason, shown);
      ReasonJson last = all.isEmpty() ? null : all.get(all.size() - 1);
      if (last != null && next.isWait() && last.isSameWait(next)) {
        all.set(all.size() - 1, last.or(next));
      } else {
        all.add(next);
      }
    }
    return all;
  }

  private boolean isWait() {
    return type.equals(AWAITING_EVENT);
  }

  private boolean isSameWait(ReasonJson other) {
    return type.equals(other.type) && Objects.equals(step, other.step);
  }

  private ReasonJson or(ReasonJson other) {
    return new ReasonJson(
        type, step, since, until, says + ", or for " + other.says.substring(AWAITS.length()));
  }

  private static ReasonJson of(Reason reason, Shown shown) {
    return reason.match(new ReasonWords(shown));
  }

  /** Each kind of reason as JSON. */
  private record ReasonWords(Shown shown) implements Reason.Cases<ReasonJson> {
    @Override
    public ReasonJson executing(Reason.Executing now) {
      return new ReasonJson("executing", null, null, null, now.worker() + " executes it");
    }

    @Override
    public ReasonJson sleeping(Reason.Sleeping sleep) {
      return new ReasonJson(
          "sleeping", sleep.stepId(), null, HttpJson.time(sleep.until()), "it sleeps");
    }

    @Override
    public ReasonJson awaitingEvent(Reason.AwaitingEvent wait) {
      return new ReasonJson(
          AWAITING_EVENT,
          wait.stepId(),
          null,
          HttpJson.time(wait.until()),
          AWAITS + wait.event() + " with " + shown.match(wait.match()));
    }

    @Override
    public ReasonJson awaitingTransaction(Reason.AwaitingTransaction open) {
      return new ReasonJson(
          "awaiting-transaction",
          open.stepId(),
          null,
          null,
          "the transaction open since " + HttpJson.time(open.since())
              + " may still send an event that the wait takes: "
              + (open.pid() == null
                  ? "prepared transaction " + open.name()
                  : "process " + open.pid() + " of the database server, application \""
                      + open.name() + "\""));
    }

    @Override
    public ReasonJson awaitingRun(Reason.AwaitingRun call) {
      return new ReasonJson(
          "awaiting-run",
          call.stepId(),
          null,
          null,
          AWAITS + "run " + call.runId() + " of " + call.functionId() + ", which is "
              + call.status().word());
    }

    @Override
    public ReasonJson awaitingAttempt(Reason.AwaitingAttempt retry) {
      return new ReasonJson(
          "awaiting-attempt",
          retry.stepId(),
          null,
          HttpJson.time(retry.dueAt()),
          "attempt " + (retry.nextAttempt() - 1) + " failed; attempt " + retry.nextAttempt()
              + " follows");
    }

    @Override
    public ReasonJson noWorker(Reason.NoWorker none) {
      return new ReasonJson(
          "no-worker", null, null, null, "no live worker executes function " + none.functionId());
    }

    @Override
    public ReasonJson paused(Reason.Paused paused) {
      return new ReasonJson(
          "paused", null, null, null, "function " + paused.functionId() + " is paused: resume it");
    }

    @Override
    public ReasonJson queued(Reason.Queued queued) {
      return new ReasonJson(
          "queued",
          null,
          null,
          null,
          "it is due, and no worker has claimed it yet; live workers of its function: "
              + queued.workers());
    }

    @Override
    public ReasonJson ignoringInterrupt(Reason.IgnoringInterrupt stuck) {
      return new ReasonJson(
          "ignoring-interrupt",
          stuck.stepId(),
          null,
          null,
          (stuck.stepId() == null ? "the function's own code" : "the step")
              + " was interrupted at " + HttpJson.time(stuck.since())
              + " and does not return: it keeps a thread of " + stuck.worker());
    }

    @Override
    public ReasonJson awaitingSolitude(Reason.AwaitingSolitude suspect) {
      return new ReasonJson(
          "awaiting-solitude",
          null,
          null,
          null,
          suspect.deaths()
              + " workers died while they executed it and other runs, so it waits for a worker"
              + " that executes no other run");
    }

    @Override
    public ReasonJson awaitingSingleton(Reason.AwaitingSingleton single) {
      return new ReasonJson(
          "awaiting-singleton",
          null,
          null,
          null,
          "only one run of its key can be live: it waits until run " + single.runId()
              + ", which is " + single.status().word() + ", has stopped");
    }

    @Override
    public ReasonJson gatheringEvents(Reason.GatheringEvents gathering) {
      return new ReasonJson(
          "gathering-events",
          null,
          null,
          HttpJson.time(gathering.until()),
          "it waits for further events of its key; events so far: " + gathering.events());
    }

    @Override
    public ReasonJson skipped(Reason.Skipped skipped) {
      return new ReasonJson("skipped", null, null, null, whySkipped(skipped));
    }

    @Override
    public ReasonJson awaitingLimit(Reason.AwaitingLimit limit) {
      return new ReasonJson(
          "awaiting-limit",
          limit.stepId(),
          limit.since() == null ? null : HttpJson.time(limit.since()),
          limit.startsAt() == null ? null : HttpJson.time(limit.startsAt()),
          limit(limit, shown.key(limit)));
    }

    @Override
    public ReasonJson scheduled(Reason.Scheduled scheduled) {
      return new ReasonJson(
          "scheduled", null, null, HttpJson.time(scheduled.at()), "it resumes at this time");
    }

    @Override
    public ReasonJson ended(Reason.Ended ended) {
      return new ReasonJson("ended", null, null, null, "it has ended");
    }
  }

  private static String limit(Reason.AwaitingLimit limit, String key) {
    return AWAITS + "the limit \"" + limit.limit() + "\", which admits " + limit.amount()
        + (key.equals(ALL) ? " in all" : " for the key " + key)
        + (limit.holders().isEmpty() ? "" : "; held by " + runs(limit.holders()))
        + (limit.callers().isEmpty()
            ? ""
            : ". Until this run ends, " + runs(limit.callers())
                + (limit.callers().size() == 1
                    ? " waits for it and keeps its slot"
                    : " wait for it and keep their slots"));
  }

  private static String runs(List<UUID> ids) {
    return (ids.size() == 1 ? "run " : "runs ")
        + ids.stream().map(UUID::toString).collect(Collectors.joining(", "));
  }

  private static String whySkipped(Reason.Skipped skipped) {
    String why = switch (skipped.rule()) {
      case RATE_LIMIT -> "the rate limit of its key was reached";
      case SINGLETON -> "only one run of its key can be live";
      case MAX_WAITING -> "the backlog was full";
    };
    return "it was skipped: " + why
        + (skipped.successor() == null ? "" : "; run " + skipped.successor() + " took its place")
        + ". You can rerun it";
  }
}
