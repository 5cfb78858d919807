package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The failures of the runs created in a time span.
 *
 * @param groups the groups, latest failure first
 * @param complete whether all these runs were examined, and all groups are included; if not, only the latest groups of the newest runs are
 */
public record FailureGroups(List<FailureGroup> groups, boolean complete) {
  /** The maximum number of groups. */
  public static final int MAX = 200;

  /** The first of these groups, up to the maximum. */
  public static FailureGroups of(List<FailureGroup> groups, boolean complete) {
    return new FailureGroups(groups.stream().limit(MAX).toList(), complete && groups.size() <= MAX);
  }
}
