package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.WaitShape;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operations of waits for events other than recording them, which the {@link Journal} does.
 *
 * <p>A wait takes the oldest event of its key that was accepted before its deadline, and either after the run first arrived at the
 * wait or since the time to which it looks back. It never takes the event that started its run, nor one that another wait of its run
 * took before it began, nor by looking back one that another wait of its run has taken. Events are ordered by the time at which they
 * were accepted, then by the order in which they were stored.
 */
public interface Waits {
  /**
   * Registers events of this shape by key: those sent from now on, and those accepted since then.
   *
   * @return whether all are registered; if not, waits of the shape begin as unsettled, and {@link #settle} ends them
   */
  boolean listen(WaitShape shape, Instant since);

  /**
   * Ends these waits of a run if they have an event.
   *
   * @return the stored results of the ended ones, whichever process ended them, by step id
   */
  Map<String, String> take(UUID runId, Collection<String> stepIds);

  /**
   * Ends the waits for events among these steps of a run if they have an event.
   *
   * @return those of the steps that have ended, whichever process ended them
   */
  List<StepRecord> ended(UUID runId, Collection<String> stepIds);

  /**
   * Rechecks unsettled shapes, and ends their waits that have an event.
   *
   * @return when to recheck; null if all shapes have settled
   */
  @Nullable
  Instant settle(Instant now);
}
