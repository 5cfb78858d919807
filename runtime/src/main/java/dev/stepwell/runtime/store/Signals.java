package dev.stepwell.runtime.store;

import java.util.UUID;

/** What other processes tell this one at once; whatever is missed is found by the next beat. */
public interface Signals {
  /** Listens on behalf of a worker, and shows the others that it lives, until closed. */
  Listening listen(UUID workerId, Listener listener);

  /** Is told. */
  interface Listener {
    /** There may be runs to claim. */
    void runsAreDue();

    /** Runs that this process holds may have been cancelled. */
    void runsWereCancelled();

    /** There may be effects of events that are due. */
    void effectsAreDue();

    /** The functions may have changed. */
    void functionsChanged();
  }

  /** A listening that goes on until closed. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
