package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The failures of the runs that were created in a span of time.
 *
 * @param groups those that are alike together, the last seen first
 * @param complete whether all these runs were looked at, and all groups are here; if not, those of the newest runs, and the last seen
 */
public record FailureGroups(List<FailureGroup> groups, boolean complete) {
  /** How many groups there are at most. */
  public static final int MAX = 200;

  /** The first of these groups, as many as there may be. */
  public static FailureGroups of(List<FailureGroup> groups, boolean complete) {
    return new FailureGroups(groups.stream().limit(MAX).toList(), complete && groups.size() <= MAX);
  }
}
