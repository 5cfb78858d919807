package dev.stepwell.inngest;

import dev.stepwell.inngest.events.ServerException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers with a development server, and retries until the server is available. */
final class SelfRegistration {
  private static final Logger log = LoggerFactory.getLogger(SelfRegistration.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final EndpointParts parts;
  private volatile boolean closed;
  private @Nullable Thread thread;

  SelfRegistration(EndpointParts parts) {
    this.parts = parts;
  }

  /** Starts registering the endpoint at this URL. */
  synchronized void start(String url) {
    if (thread == null && !closed) {
      Thread starting = new Thread(() -> run(url), "stepwell-inngest-registration");
      starting.setDaemon(true);
      starting.start();
      thread = starting;
    }
  }

  private void run(String url) {
    boolean warned = false;
    while (!closed) {
      try {
        parts.api().register(parts.registration().document(url), null, null);
        log.info(
            "{} functions are registered with {}",
            parts.registration().count(),
            parts.api().origin());
        return;
      } catch (ServerException e) {
        if (!warned) {
          log.warn("The functions are not registered yet; retrying: {}", e.getMessage());
        }
        warned = true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  synchronized void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
      thread.interrupt();
    }
  }
}
