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
 * A query of runs.
 *
 * @param before the end of the previous page; null for the first
 * @param limit the maximum number of runs
 */
public record RunQuery(RunFilter filter, @Nullable UUID before, int limit) {
  /** The parameters that filter runs. */
  public static final Set<String> FILTER_NAMES =
      Set.of("function", "status", "text", "event", "from", "to");

  /** A live run that retries a failed step; it also has one of the other statuses. */
  private static final String RETRYING = "retrying";

  /** Fits into the maximum length of addresses in browsers and proxies. */
  private static final int MAX_IDS = 100;

  private static final Set<String> NAMES =
      Set.of("function", "status", "text", "event", "from", "to", "before", "limit");

  /** Reads the parameters of a request. */
  public static RunQuery of(Parameters parameters) {
    parameters.allow(NAMES);
    return new RunQuery(filter(parameters), before(parameters.text("before")), parameters.limit());
  }

  /** The requested ids; null if the parameters select runs in another way. */
  static @Nullable Set<UUID> ids(Parameters parameters) {
    String ids = parameters.text("ids");
    if (ids == null) {
      return null;
    }
    parameters.allow(Set.of("ids"));
    String[] named = ids.split(",");
    if (named.length > MAX_IDS) {
      throw Problem.bad("ids names " + named.length + " runs: give at most " + MAX_IDS);
    }
    try {
      return Arrays.stream(named)
          .map(id -> UUID.fromString(id.strip()))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw Problem.bad("ids must be ids of runs, separated by commas: a run's id is a UUID");
    }
  }

  private static RunFilter filter(Parameters parameters) {
    String words = parameters.text("status");
    Set<String> statuses = words == null
        ? Set.of()
        : Arrays.stream(words.split(",")).map(String::strip).collect(Collectors.toSet());
    return new RunFilter(
        parameters.text("function"),
        statuses(words, statuses),
        parameters.text("text"),
        parameters.text("event"),
        parameters.time("from"),
        parameters.time("to"),
        statuses.contains(RETRYING));
  }

  private static Set<RunStatus> statuses(@Nullable String given, Set<String> words) {
    try {
      if (given != null && words.isEmpty()) {
        throw new IllegalArgumentException(given);
      }
      return words.stream()
          .filter(word -> !word.equals(RETRYING))
          .map(RunStatus::ofWord)
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw Problem.bad("status " + given
          + " is unknown; give one or several, separated by commas, of " + RETRYING + " and "
          + Arrays.stream(RunStatus.values()).map(RunStatus::word).toList());
    }
  }

  private static @Nullable UUID before(@Nullable String id) {
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("before must be the value of next in the previous page, not " + id);
    }
  }
}
