package dev.stepwell.inngest.calls;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The MDC of a call's log lines in addition to that of the run: the run, the attempt and the event by the server's ids. */
final class ServerLogContext implements AutoCloseable {
  /** The id of the run on the server. */
  private static final String RUN = "inngest.run";

  /** The server's number of the attempt, which begins with 0 for each step. */
  private static final String ATTEMPT = "inngest.attempt";

  /** The id of the event that started the run; the first of a batch. */
  private static final String EVENT = "inngest.event";

  private final Map<String, @Nullable String> before = new HashMap<>();

  private ServerLogContext() {}

  /** Puts the call into this thread's MDC, until the result is closed. */
  static ServerLogContext of(CallRequest call) {
    ServerLogContext context = new ServerLogContext();
    context.put(RUN, call.runId());
    context.put(ATTEMPT, Integer.toString(call.attempt()));
    context.put(EVENT, call.events().get(0).path("id").asText(""));
    return context;
  }

  private void put(String key, String value) {
    before.put(key, MDC.get(key));
    MDC.put(key, value);
  }

  @Override
  public void close() {
    before.forEach((key, value) -> {
      if (value == null) {
        MDC.remove(key);
      } else {
        MDC.put(key, value);
      }
    });
  }
}
