package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The limits of a run, computed when it is created.
 *
 * @param group equal for runs with equal limits and keys, which wait in one line
 * @param uses what it takes of each limit; none if only steps of it have limits
 */
public record RunLimits(String group, List<Use> uses) {
  /** Keeps a copy of the uses. */
  public RunLimits {
    uses = List.copyOf(uses);
  }

  /**
   * What a run takes of a limit.
   *
   * @param cost how many units a start takes; 1 of other kinds
   */
  public record Use(LimitKey key, int cost) {}
}
