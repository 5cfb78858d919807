package dev.stepwell.runtime.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What other processes tell this one at once; whatever is missed is found by the next beat. */
public interface Signals {
  /** Begins to listen on behalf of a worker, and to show the others that it lives, until closed. */
  Listening listen(UUID workerId);

  /** Is told. */
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

  /** What hears signals, for one thread at a time, until closed. */
  interface Listening extends AutoCloseable {
    /**
     * Waits for signals for at most this long, and reports them.
     *
     * @return whether it has only begun to hear them, at first or after the connection was lost: what came before was missed
     */
    boolean await(Duration atMost, Listener listener);

    @Override
    void close();
  }
}
