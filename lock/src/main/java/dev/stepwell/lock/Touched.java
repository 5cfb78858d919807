package dev.stepwell.lock;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The runs in flight that a change touches.
 *
 * @param finding the change
 * @param runs how many runs there are, of those that were looked at
 * @param waiting how many of them wait at the step, where the change is about one
 * @param all whether all runs in flight of the function were looked at
 * @param some the ids of some of them
 */
public record Touched(Finding finding, int runs, int waiting, boolean all, List<UUID> some) {
  /** What there is, in words. */
  public String message() {
    String count = (all ? "" : "at least ") + runs + (runs == 1 ? " run" : " runs") + " in flight";
    String where = waiting == 0 ? "" : ", " + waiting + " of them waiting there";
    String which = some.stream().map(UUID::toString).collect(Collectors.joining(", "));
    return finding.name() + ": " + count + where + (which.isEmpty() ? "" : "; such as " + which);
  }
}
