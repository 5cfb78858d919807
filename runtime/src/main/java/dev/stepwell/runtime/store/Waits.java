package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.WaitShape;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits for events need beyond the {@link Journal}, by which they are recorded.
 *
 * <p>A wait takes the oldest event of its key that was accepted before its deadline, and either after the run's first arrival at the
 * wait or since the time to which it looks back. It never takes the event that started its run, nor one that another wait of its run
 * took before it began, nor by looking back one that another wait of its run has taken. Events are ordered by the time at which they
 * were accepted, then by the order in which they were stored.
 */
public interface Waits {
  /**
   * Makes events of this shape known by key: those sent from now on, and those accepted since then.
   *
   * @return whether all of them are; if not, waits of the shape begin as unsettled, and {@link #settle} ends them
   */
  boolean listen(WaitShape shape, Instant since);

  /**
   * Ends these waits of a run for which an event has come.
   *
   * @return the stored results of those that have ended, by whomever, under the ids of their steps
   */
  Map<String, String> take(UUID runId, Collection<String> stepIds);

  /**
   * Looks again after shapes that have not settled, and ends waits of theirs for which an event has come.
   *
   * @return when to look again; null if all shapes have settled
   */
  @Nullable
  Instant settle(Instant now);
}
