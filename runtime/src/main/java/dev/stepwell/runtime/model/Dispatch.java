package dev.stepwell.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event with its effects, as one unit to store.
 *
 * @param event the event
 * @param starts the runs that it starts
 * @param cancels the keys of the runs that it cancels
 * @param wakes the keys of the waits that it ends
 * @param functionsVersion the version of the stored functions that it was matched with
 * @param deferred the effects after the event is stored; null for none
 */
public record Dispatch(
    StoredEvent event,
    List<NewRun> starts,
    List<MatchKey> cancels,
    List<MatchKey> wakes,
    long functionsVersion,
    @Nullable Deferral deferred) {
  /** The same, without runs for the sender's worker. */
  public Dispatch takingNone() {
    List<NewRun> left = starts.stream().map(NewRun::leftToAny).toList();
    return new Dispatch(event, left, cancels, wakes, functionsVersion, deferred);
  }
}
