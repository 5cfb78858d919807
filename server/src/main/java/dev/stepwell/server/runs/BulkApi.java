package dev.stepwell.server.runs;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code /api/runs/cancel} and {@code /api/runs/rerun} for many runs, selected by id or by a filter. A dry run counts
 * them.
 */
public final class BulkApi {
  /** The maximum number of runs that one request changes. */
  private static final int MAX = 1_000;

  private static final int PAGE = 200;

  /** The maximum number of pages examined; they may be empty if a filter matches few runs. */
  private static final int MAX_PAGES = 50;

  private static final Set<RunStatus> ENDED =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SKIPPED);

  private static final String CURE =
      "give {\"runs\": [ids]}, or the parameters of GET /api/runs that choose"
          + " runs, or {\"all\": true}; and \"dryRun\": true to count only";
  private static final Set<String> FIELDS = fields();

  private final Stepwell stepwell;
  private final RunReader reader;

  /** Changes the runs that the reader finds, through the public API. */
  public BulkApi(Stepwell stepwell, RunReader reader) {
    this.stepwell = stepwell;
    this.reader = reader;
  }

  private static Set<String> fields() {
    Set<String> names = new TreeSet<>(RunQuery.FILTER_NAMES);
    names.addAll(Set.of("runs", "all", "dryRun"));
    return names;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.post(
        "/api/runs/cancel",
        request -> answer(request, EnumSet.complementOf(EnumSet.copyOf(ENDED)), this::cancel));
    routes.post("/api/runs/rerun", request -> answer(request, ENDED, this::rerun));
  }

  /**
   * The result of a change or dry run.
   *
   * @param matching the number of runs to change
   * @param changed the number of changed runs; fewer if some ended meanwhile, 0 in a dry run
   * @param complete whether there are no more
   */
  record Answer(int matching, int changed, boolean complete) {}

  /** The selected runs. */
  private record Found(List<Run> runs, boolean complete) {}

  private void answer(Exchange request, Set<RunStatus> possible, Predicate<Run> change) {
    Fields body = Fields.of(request, CURE, FIELDS);
    boolean isDry = body.flag("dryRun");
    Found found = found(body, possible);
    int changed = isDry ? 0 : (int) found.runs().stream().filter(change).count();
    request.json(new Answer(found.runs().size(), changed, found.complete()));
  }

  /** The runs that a request selects, in exactly one way. */
  private Found found(Fields body, Set<RunStatus> possible) {
    Parameters filter = body.parameters(RunQuery.FILTER_NAMES);
    boolean isAll = body.flag("all");
    int ways = (body.has("runs") ? 1 : 0) + (isAll ? 1 : 0) + (filter.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw Problem.bad(
          "the request must select runs in exactly one way, not " + ways + ": " + CURE);
    }
    return body.has("runs") ? named(body.texts("runs", MAX), possible) : matching(filter, possible);
  }

  private Found named(List<String> ids, Set<RunStatus> possible) {
    List<Run> runs = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      run(id).filter(run -> possible.contains(run.status())).ifPresent(runs::add);
    }
    return new Found(runs, true);
  }

  private Optional<Run> run(String id) {
    try {
      return stepwell.runs().run(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw Problem.bad("a run's id must be a UUID, not " + id);
    }
  }

  private Found matching(Parameters parameters, Set<RunStatus> possible) {
    RunFilter wanted = RunQuery.of(parameters).filter();
    Set<RunStatus> statuses = possible.stream()
        .filter(status -> (wanted.statuses().isEmpty() && !wanted.retrying())
            || wanted.statuses().contains(status))
        .collect(Collectors.toSet());
    boolean retrying = wanted.retrying() && possible.contains(RunStatus.WAITING);
    List<Run> runs = new ArrayList<>();
    if (statuses.isEmpty() && !retrying) {
      return new Found(runs, true);
    }
    RunFilter filter = wanted.withStatuses(statuses, retrying);
    UUID before = null;
    int pages = 0;
    do {
      RunPage page = reader.search().page(filter, before, Math.min(PAGE, MAX - runs.size()));
      runs.addAll(page.runs());
      before = page.next();
      pages++;
    } while (before != null && runs.size() < MAX && pages < MAX_PAGES);
    return new Found(runs, before == null);
  }

  private boolean cancel(Run run) {
    return stepwell.cancel(run.id());
  }

  /** Whether the run could be repeated: retention may have deleted it. */
  private boolean rerun(Run run) {
    try {
      stepwell.rerun(run.id());
      return true;
    } catch (NoSuchElementException e) {
      return false;
    }
  }
}
