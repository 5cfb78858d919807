package dev.stepwell.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
    return takingWhere(functionId -> false);
  }

  /** The same, with each of the runs as the function returns it. */
  public Dispatch starting(UnaryOperator<NewRun> run) {
    return new Dispatch(
        event, starts.stream().map(run).toList(), cancels, wakes, functionsVersion, deferred);
  }

  /** The same, without those runs for the sender's worker for which this finds no room, given the function. */
  public Dispatch takingWhere(Predicate<String> hasRoom) {
    List<NewRun> changed = null;
    for (int i = 0; i < starts.size(); i++) {
      NewRun run = starts.get(i);
      if (run.take() && !hasRoom.test(run.functionId())) {
        changed = changed == null ? new ArrayList<>(starts) : changed;
        changed.set(i, run.leftToAny());
      }
    }
    return changed == null
        ? this
        : new Dispatch(event, changed, cancels, wakes, functionsVersion, deferred);
  }
}
