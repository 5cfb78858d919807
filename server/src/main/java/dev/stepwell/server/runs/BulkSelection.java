package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the runs that a request for many runs selects: by id, by a filter, or all. A filter may be restricted to the runs
 * that a dry run has found, so that a run which matches only afterwards is not changed.
 */
final class BulkSelection {
  /** The fields that select runs. */
  static final Set<String> FIELDS = fields();

  /** The maximum number of runs that one request changes. */
  private static final int MAX = 1_000;

  private static final int PAGE = 200;

  /** The maximum number of pages examined; they may be empty if a filter matches few runs. */
  private static final int MAX_PAGES = 50;

  /** The order of ids in lists: by their bytes, oldest first. */
  private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  private static final UUID GREATEST = new UUID(-1, -1);

  private final Runs runs;
  private final RunSearch search;
  private final String cure;

  /**
   * Finds stored runs.
   *
   * @param cure how to select runs, for error messages
   */
  BulkSelection(Runs runs, RunSearch search, String cure) {
    this.runs = runs;
    this.search = search;
    this.cure = cure;
  }

  private static Set<String> fields() {
    Set<String> names = new TreeSet<>(RunQuery.FILTER_NAMES);
    names.addAll(Set.of("runs", "all", "among", "before"));
    return names;
  }

  /**
   * The selected runs.
   *
   * @param ids newest first; in the order of the request if it names them
   * @param next the value of {@code before} for a request for further ones; null if there are none
   */
  record Found(List<UUID> ids, @Nullable UUID next) {}

  /** The runs of a request with one of these statuses. */
  Found of(Fields body, Set<RunStatus> possible) {
    Parameters filter = body.parameters(RunQuery.FILTER_NAMES);
    boolean isAll = body.flag("all");
    int ways = (body.has("runs") ? 1 : 0) + (isAll ? 1 : 0) + (filter.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw Problem.bad(
          "the request must select runs in exactly one way, not " + ways + ": " + cure);
    }
    if (!body.has("runs")) {
      return matching(filter, range(body), possible);
    } else if (body.has("among") || body.has("before")) {
      throw Problem.bad(
          "among and before restrict a filter, but the request names the runs: " + cure);
    }
    return named(ids(body, "runs"), possible);
  }

  private static List<UUID> ids(Fields body, String name) {
    return body.texts(name, MAX).stream().map(BulkSelection::id).distinct().toList();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("a run's id must be a UUID, not " + text);
    }
  }

  /**
   * The range of a filter.
   *
   * @param before where it ends; null for the newest run
   * @param among the only runs that it may find; null for any
   */
  private record Range(@Nullable UUID before, @Nullable NavigableSet<UUID> among) {
    boolean admits(UUID id) {
      return among == null || among.contains(id);
    }

    /** Whether there may be more runs after this one. */
    boolean goesBeyond(UUID last) {
      return among == null || BY_ID.compare(last, among.first()) > 0;
    }
  }

  private static Range range(Fields body) {
    String text = body.text("before");
    UUID before = text == null ? null : id(text);
    if (!body.has("among")) {
      return new Range(before, null);
    }
    NavigableSet<UUID> among = new TreeSet<>(BY_ID);
    among.addAll(ids(body, "among"));
    UUID end = among.isEmpty() ? null : after(among.last());
    boolean isEarlier = before != null && (end == null || BY_ID.compare(before, end) < 0);
    return new Range(isEarlier ? before : end, among);
  }

  private Found named(List<UUID> ids, Set<RunStatus> possible) {
    Set<UUID> found = new TreeSet<>(BY_ID);
    for (int from = 0; from < ids.size(); from += PAGE) {
      runs.runViews(ids.subList(from, Math.min(ids.size(), from + PAGE))).stream()
          .filter(run -> possible.contains(run.status()))
          .forEach(run -> found.add(run.id()));
    }
    return new Found(ids.stream().filter(found::contains).toList(), null);
  }

  private Found matching(Parameters parameters, Range range, Set<RunStatus> possible) {
    RunFilter wanted = RunQuery.of(parameters).filter();
    Set<RunStatus> statuses = possible.stream()
        .filter(status -> (wanted.statuses().isEmpty() && !wanted.retrying())
            || wanted.statuses().contains(status))
        .collect(Collectors.toSet());
    boolean retrying = wanted.retrying() && possible.contains(RunStatus.WAITING);
    boolean canMatch = !statuses.isEmpty() || retrying;
    return canMatch && (range.among == null || !range.among.isEmpty())
        ? found(wanted.withStatuses(statuses, retrying), range)
        : new Found(List.of(), null);
  }

  private Found found(RunFilter filter, Range range) {
    List<UUID> found = new ArrayList<>();
    UUID before = range.before;
    int pages = 0;
    do {
      RunPage page = search.page(filter, before, Math.min(PAGE, MAX - found.size()));
      page.runs().stream().map(Run::id).filter(range::admits).forEach(found::add);
      before = page.next() != null && range.goesBeyond(page.next()) ? page.next() : null;
      pages++;
    } while (before != null && found.size() < MAX && pages < MAX_PAGES);
    return new Found(found, before);
  }

  /** The next greater id; null if there is none. */
  private static @Nullable UUID after(UUID id) {
    if (id.equals(GREATEST)) {
      return null;
    }
    long low = id.getLeastSignificantBits() + 1;
    return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
  }
}
