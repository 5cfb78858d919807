package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.ClaimedRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a worker has claimed under their limits.
 *
 * @param runs the runs
 * @param nextStart when a run that waits for a limit on starts can start at the earliest; null if none waits for that alone
 * @param more whether to claim again at once, because not all lines were looked at
 */
public record LimitedClaim(List<ClaimedRun> runs, @Nullable Instant nextStart, boolean more) {
  /** A claim that found nothing. */
  public static final LimitedClaim NONE = new LimitedClaim(List.of(), null, false);
}
