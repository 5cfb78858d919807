package dev.stepwell.inngest.calls;

import dev.stepwell.NonRetriableException;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ports that only a database of the application supports. */
final class NoDatabase implements Waits, Transactions, DeferredEvents {
  @Override
  public Recorded record(UUID runId, Work work) {
    throw new NonRetriableException(
        "a transactional step commits together with its outcome, which an Inngest server stores elsewhere: make it an ordinary step that"
            + " can be repeated, or run the function on Postgres");
  }

  /** The server matches events itself. */
  @Override
  public boolean listen(WaitShape shape, Instant since) {
    return true;
  }

  /** None: an event that ends a wait comes with a later call. */
  @Override
  public Map<String, String> take(UUID runId, Collection<String> stepIds) {
    return Map.of();
  }

  /** None: what ends a step comes with a later call. */
  @Override
  public List<StepRecord> ended(UUID runId, Collection<String> stepIds) {
    return List.of();
  }

  @Override
  public @Nullable Instant settle(Instant now) {
    return null;
  }

  @Override
  public Settled settle(Instant now, int max, long functionsVersion, Matcher matcher) {
    return Settled.NONE;
  }

  @Override
  public boolean withdraw(String eventId) {
    throw new NonRetriableException("an Inngest server does not withdraw events: event " + eventId
        + " will take effect. Cancel the runs that it starts with another event and @CancelOn");
  }

  /** The server does not report it. */
  @Override
  public boolean isStored(String eventId) {
    return true;
  }
}
