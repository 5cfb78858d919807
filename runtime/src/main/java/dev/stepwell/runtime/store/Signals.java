package dev.stepwell.runtime.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Immediate notifications by other processes; the next beat finds what they miss. */
public interface Signals {
  /** Starts listening for a worker, and shows the others that it lives, until closed. */
  Listening listen(UUID workerId);

  /** Receives the signals. */
  interface Listener {
    /** There may be runs to claim. */
    void runsAreDue();

    /** Runs that this process holds may have been cancelled. */
    void runsWereCancelled();

    /** There may be effects of events that are due. */
    void effectsAreDue();

    /** There may be runs to claim at this time, which is to come. */
    void runsAreDueAt(Instant time);

    /** Singletons may have changes that are due. */
    void singletonsChanged();

    /** The functions may have changed. */
    void functionsChanged();
  }

  /** Receives signals, for one thread at a time, until closed. */
  interface Listening extends AutoCloseable {
    /**
     * Waits for signals for at most this long, and reports them.
     *
     * @return whether it has just started to receive them, at first or after a lost connection: earlier signals were missed
     */
    boolean await(Duration atMost, Listener listener);

    @Override
    void close();
  }
}
