package dev.stepwell.sentry;

import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Drops the events that an appender of Sentry makes of Stepwell's log lines about runs that are reported. The runtime logs each failed run at the level
 * ERROR, so each would be two events.
 */
final class LoggedFailures implements EventProcessor {
  /** The loggers of the runtime and of the endpoint for Inngest servers that report how runs fail. */
  private static final Set<String> LOGGERS =
      Set.of("dev.stepwell.runtime.engine.RunExecution", "dev.stepwell.inngest.calls.CallReply");

  /** A run is logged when its end is on disk, soon after it is reported. */
  private static final int MAX_RUNS = 1_000;

  private final Set<String> reported = new LinkedHashSet<>();

  /** Drops what is logged of this run from the events of an SDK with these options. */
  void omit(UUID run, SentryOptions options) {
    synchronized (this) {
      reported.add(run.toString());
      if (reported.size() > MAX_RUNS) {
        reported.remove(reported.iterator().next());
      }
      if (!options.getEventProcessors().contains(this)) {
        options.addEventProcessor(this);
      }
    }
  }

  @Override
  public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
    String logger = Objects.requireNonNullElse(event.getLogger(), "");
    return LOGGERS.contains(logger) && isReported(text(event.getMessage())) ? null : event;
  }

  private static String text(@Nullable Message message) {
    String formatted = message == null ? null : message.getFormatted();
    return Objects.requireNonNullElse(formatted, "");
  }

  private synchronized boolean isReported(String text) {
    return reported.stream().anyMatch(text::contains);
  }
}
