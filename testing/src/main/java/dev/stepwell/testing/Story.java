package dev.stepwell.testing;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes what happened in a run, and why it does not progress, for messages of failed assertions. */
final class Story {
  private static final int LONGEST_VALUE = 200;

  private final TestServices services;

  Story(TestServices services) {
    this.services = services;
  }

  String of(UUID runId) {
    Run run = services.run(runId);
    StringBuilder text = new StringBuilder("run ").append(runId).append(" of ");
    text.append(run.functionId()).append(": ").append(run.status().word());
    if (run.output() != null) {
      text.append(" with ").append(shortened(run.output()));
    }
    if (run.error() != null) {
      text.append(" by ").append(error(run.error()));
    }
    if (run.cancelledBy() != null) {
      text.append(" by ").append(run.cancelledBy());
    }
    text.append("\n  now: ").append(services.now());
    for (StepRecord step : services.runs().steps(runId)) {
      text.append("\n  step ").append(step(step));
    }
    for (Reason reason : services.runs().reasons(runId)) {
      String why = reason.match(new ReasonStory());
      if (!why.isEmpty()) {
        text.append("\n  ").append(why);
      }
    }
    return text.toString();
  }

  private static String step(StepRecord step) {
    String text = step.id() + ": " + step.status().word();
    if (step.attempts() > 1) {
      text += " after " + step.attempts() + " attempts";
    }
    return switch (step.status()) {
      case COMPLETED -> text + " with " + shortened(String.valueOf(step.result()));
      case FAILED, RETRYING -> text + " by " + error(Objects.requireNonNull(step.error()));
      case WAITING -> text;
    };
  }

  /** Each kind of reason in words; empty if the status has said it. */
  private final class ReasonStory implements Reason.Cases<String> {
    @Override
    public String executing(Reason.Executing reason) {
      return "";
    }

    @Override
    public String sleeping(Reason.Sleeping sleeping) {
      return "it sleeps in " + sleeping.stepId() + " until " + time(sleeping.until());
    }

    @Override
    public String awaitingEvent(Reason.AwaitingEvent waiting) {
      return "it waits in " + waiting.stepId() + " for an event " + waiting.event() + " with "
          + waiting.match() + " until " + time(waiting.until());
    }

    @Override
    public String awaitingTransaction(Reason.AwaitingTransaction reason) {
      return "";
    }

    @Override
    public String awaitingRun(Reason.AwaitingRun waiting) {
      return call(waiting);
    }

    @Override
    public String awaitingAttempt(Reason.AwaitingAttempt waiting) {
      return "it waits for attempt " + waiting.nextAttempt() + " of " + waiting.stepId()
          + ", which is due at " + time(waiting.dueAt());
    }

    @Override
    public String paused(Reason.Paused paused) {
      return "its function " + paused.functionId() + " is paused since " + paused.since();
    }

    @Override
    public String noWorker(Reason.NoWorker missing) {
      return services.registered().missing(missing.functionId());
    }

    @Override
    public String queued(Reason.Queued reason) {
      return "it is due, and resumes when the step in progress ends";
    }

    @Override
    public String awaitingSolitude(Reason.AwaitingSolitude reason) {
      return "";
    }

    @Override
    public String awaitingSingleton(Reason.AwaitingSingleton waiting) {
      return "it waits for run " + waiting.runId() + " to end, which is "
          + waiting.status().word() + ", as one run of the key " + waiting.key() + " may be live";
    }

    @Override
    public String gatheringEvents(Reason.GatheringEvents gathering) {
      return "it has gathered " + gathering.events() + " events of the key " + gathering.key()
          + " and starts at " + time(gathering.until());
    }

    @Override
    public String skipped(Reason.Skipped skipped) {
      return "it was skipped by the rule " + skipped.rule().word() + " for the key "
          + skipped.key()
          + (skipped.successor() == null ? "" : "; run " + skipped.successor() + " took its place");
    }

    @Override
    public String awaitingLimit(Reason.AwaitingLimit waiting) {
      return limit(waiting);
    }

    @Override
    public String scheduled(Reason.Scheduled scheduled) {
      return "it resumes at " + time(scheduled.at());
    }

    @Override
    public String ignoringInterrupt(Reason.IgnoringInterrupt stuck) {
      return "its step " + stuck.stepId() + " was interrupted at " + time(stuck.since())
          + " and does not return";
    }

    @Override
    public String ended(Reason.Ended reason) {
      return "";
    }
  }

  private String limit(Reason.AwaitingLimit waiting) {
    String key = waiting.key().equals("[]") ? "" : " for the key " + waiting.key();
    Instant start = waiting.startsAt();
    return "it waits " + (waiting.stepId() == null ? "" : "in " + waiting.stepId() + " ")
        + "for the limit \"" + waiting.limit() + "\", which admits " + waiting.amount() + key
        + (waiting.holders().isEmpty() ? "" : "; held by " + waiting.holders())
        + (start == null ? "" : ", and starts at " + time(start));
  }

  private String call(Reason.AwaitingRun waiting) {
    String inner = of(waiting.runId()).replace("\n", "\n  ");
    return "it waits in " + waiting.stepId() + " for " + inner;
  }

  private String time(Instant time) {
    Duration left = Duration.between(services.now(), time);
    return time + (left.isNegative() ? "" : " (in " + words(left) + ")");
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  static String error(ErrorInfo error) {
    return error.type() + (error.message() == null ? "" : ": " + shortened(error.message()));
  }

  static String shortened(@Nullable String text) {
    String whole = String.valueOf(text);
    return whole.length() <= LONGEST_VALUE ? whole : whole.substring(0, LONGEST_VALUE) + " …";
  }
}
