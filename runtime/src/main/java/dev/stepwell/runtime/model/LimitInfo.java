package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit in force, and what is taken of it.
 *
 * @param limit the limit as the newest published code declares it
 * @param override the amount that holds instead; null for none
 * @param keys its keys that are in use: those with the most waiting runs first, then those with the most taken slots
 * @param complete whether these are all
 */
public record LimitInfo(
    FlowLimit limit, @Nullable LimitOverride override, List<Key> keys, boolean complete) {
  /** Keeps a copy of the keys. */
  public LimitInfo {
    keys = List.copyOf(keys);
  }

  /** The amount in force. */
  public int amount() {
    return override == null ? limit.amount() : override.amount();
  }

  /** The limit with the amount in force. */
  public FlowLimit inForce() {
    return override == null ? limit : limit.withAmount(override.amount());
  }

  /**
   * What is taken of the limit for one key.
   *
   * @param key the values that separate it, as JSON; {@code []} if nothing does
   * @param running how many slots are taken; 0 of a limit on starts
   * @param waiting how many due runs wait for it, or for another limit of theirs
   * @param moreWait whether more than that wait
   * @param nextStart when the next run can start; null if that is now, or depends on running ones
   */
  public record Key(
      String key,
      int running,
      int waiting,
      boolean moreWait,
      @Nullable Instant nextStart) {}
}
