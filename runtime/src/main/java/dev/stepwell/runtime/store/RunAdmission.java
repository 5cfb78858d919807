package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.WaitingRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which waiting runs their limits admit. Without side effects: a store calls it within the transaction of a claim. */
public interface RunAdmission {
  /**
   * Admits runs, each with all that it needs or not at all.
   *
   * @param waiting due runs; lines come in the order of their turns, and the runs of a line in their order
   * @param states what is taken of each limit that they need, which the transaction has locked. A run with a limit whose state is absent
   *     is not admitted
   */
  Decision decide(
      List<WaitingRun> waiting, Map<LimitKey, LimitState> states, Room room, Instant now);

  /**
   * How much a worker takes.
   *
   * @param runs how many runs at most
   * @param bytes after how many bytes it takes no further run
   */
  record Room(int runs, long bytes) {}

  /**
   * What was decided.
   *
   * @param admitted the runs to claim
   * @param changed the states after that, of those limits that have changed
   * @param exhausted the limits for whose release runs wait
   * @param nextStart when a run that waits for a token alone can start at the earliest; null if none does
   */
  record Decision(
      List<UUID> admitted,
      Map<LimitKey, LimitState> changed,
      Set<LimitKey> exhausted,
      @Nullable Instant nextStart) {}
}
