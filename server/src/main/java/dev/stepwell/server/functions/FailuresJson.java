package dev.stepwell.server.functions;

import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.secrets.Redaction;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Failed runs, and live runs that retry a step, grouped by error, as JSON.
 *
 * @param complete whether all failed runs of the window were examined, and all groups are included
 */
record FailuresJson(int minutes, boolean complete, List<Group> groups) {
  static FailuresJson of(
      int minutes, FailureGroups failures, Function<FailureGroup, Redaction> redaction) {
    return new FailuresJson(
        minutes,
        failures.complete(),
        failures.groups().stream()
            .map(group -> Group.of(group, redaction.apply(group)))
            .toList());
  }

  /** Runs with the same function, step and exception: how many failed, and how many retry the step. */
  record Group(
      String function,
      @Nullable String step,
      String type,
      @Nullable String lastMessage,
      long count,
      long retrying,
      String firstSeen,
      String lastSeen,
      List<UUID> lastRuns) {
    static Group of(FailureGroup group, Redaction redaction) {
      return new Group(
          group.functionId(),
          group.stepId(),
          group.type(),
          redaction.of(group.lastMessage()),
          group.count(),
          group.retrying(),
          group.firstSeen().toString(),
          group.lastSeen().toString(),
          group.lastRuns());
    }
  }
}
