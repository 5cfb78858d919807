package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for.
 *
 * @param before where the page before ended; null for the first
 * @param limit how many are wanted at most
 */
public record RunQuery(RunFilter filter, @Nullable UUID before, int limit) {
  /** The parameters that choose runs. */
  public static final Set<String> FILTER_NAMES =
      Set.of("function", "status", "text", "event", "from", "to");

  private static final Set<String> NAMES =
      Set.of("function", "status", "text", "event", "from", "to", "before", "limit");

  /** As the parameters of a request say. */
  public static RunQuery of(Parameters parameters) {
    parameters.allow(NAMES);
    return new RunQuery(filter(parameters), before(parameters.text("before")), parameters.limit());
  }

  private static RunFilter filter(Parameters parameters) {
    return new RunFilter(
        parameters.text("function"),
        statuses(parameters.text("status")),
        parameters.text("text"),
        parameters.text("event"),
        parameters.time("from"),
        parameters.time("to"));
  }

  private static Set<RunStatus> statuses(@Nullable String words) {
    if (words == null) {
      return Set.of();
    }
    try {
      return Arrays.stream(words.split(","))
          .map(word -> RunStatus.ofWord(word.strip()))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw Problem.bad("status " + words + " is unknown; give one or several, with commas, of "
          + Arrays.stream(RunStatus.values()).map(RunStatus::word).toList());
    }
  }

  private static @Nullable UUID before(@Nullable String id) {
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("before is what next of the page before says, and not " + id);
    }
  }
}
