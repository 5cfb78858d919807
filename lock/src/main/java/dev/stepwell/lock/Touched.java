package dev.stepwell.lock;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The runs in flight that a change affects.
 *
 * @param finding the change
 * @param runs how many of the examined runs it affects
 * @param waiting how many of these wait at the step, if the change is about a step
 * @param all whether all runs in flight of the function were examined
 * @param some the ids of some of these runs
 */
public record Touched(Finding finding, int runs, int waiting, boolean all, List<UUID> some) {
  /** All of it as a sentence. */
  public String message() {
    String count = (all ? "" : "at least ") + runs + (runs == 1 ? " run" : " runs") + " in flight";
    String where = waiting == 0 ? "" : ", " + waiting + " of them waiting there";
    String which = some.stream().map(UUID::toString).collect(Collectors.joining(", "));
    return finding.name() + ": " + count + where + (which.isEmpty() ? "" : "; such as " + which);
  }
}
