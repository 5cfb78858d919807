package dev.stepwell.server.runs;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/runs/cancel} and {@code /api/runs/rerun} for many runs, selected by id or by a filter. A dry run counts and
 * names them.
 */
public final class BulkApi {
  private static final Logger log = LoggerFactory.getLogger(BulkApi.class);

  private static final Set<RunStatus> ENDED =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SKIPPED);

  private static final String CURE =
      "give {\"runs\": [ids]}, or the parameters of GET /api/runs that choose"
          + " runs, or {\"all\": true}; \"dryRun\": true to count only; and with a filter, or with all,"
          + " \"among\": [ids] to change only runs that a dry run has found";
  private static final Set<String> FIELDS = fields();

  private final Stepwell stepwell;
  private final BulkSelection selection;

  /** Changes the runs that the reader finds, through the public API. */
  public BulkApi(Stepwell stepwell, RunReader reader) {
    this.stepwell = stepwell;
    this.selection = new BulkSelection(stepwell.runs(), reader.search(), CURE);
  }

  private static Set<String> fields() {
    Set<String> names = new TreeSet<>(BulkSelection.FIELDS);
    names.add("dryRun");
    return names;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.post(
        "/api/runs/cancel",
        request -> answer(request, EnumSet.complementOf(EnumSet.copyOf(ENDED)), Change.CANCEL));
    routes.post("/api/runs/rerun", request -> answer(request, ENDED, Change.RERUN));
  }

  /** A change of one run. */
  private enum Change {
    CANCEL("cancelled"),
    RERUN("started again");

    private final String done;

    Change(String done) {
      this.done = done;
    }
  }

  /**
   * The result of a change or dry run.
   *
   * @param matching the number of runs to change
   * @param changed the number of changed runs; fewer if some ended meanwhile, 0 in a dry run
   * @param complete whether there are no more
   * @param runs the runs to change; a request with these as {@code among} changes no others
   * @param next the value of {@code before} for a request for further runs; null if there are none
   */
  record Answer(
      int matching,
      int changed,
      boolean complete,
      List<UUID> runs,
      @Nullable UUID next) {
    static Answer of(BulkSelection.Found found, int changed) {
      return new Answer(
          found.ids().size(), changed, found.next() == null, found.ids(), found.next());
    }
  }

  private void answer(Exchange request, Set<RunStatus> possible, Change change) {
    Fields body = Fields.of(request, CURE, FIELDS);
    boolean isDry = body.flag("dryRun");
    BulkSelection.Found found = selection.of(body, possible);
    int changed = isDry ? 0 : changed(found.ids(), change);
    request.json(Answer.of(found, changed));
  }

  /** Each run is changed in a transaction of its own, so a failure must say how many are changed already, and which are not. */
  private int changed(List<UUID> runs, Change change) {
    int changed = 0;
    for (int i = 0; i < runs.size(); i++) {
      try {
        changed += change(runs.get(i), change) ? 1 : 0;
      } catch (RuntimeException e) {
        log.warn(
            "A request for {} runs failed after {} were {}", runs.size(), changed, change.done, e);
        throw failed(runs, i, changed, change);
      }
    }
    return changed;
  }

  /** A run can be cancelled twice. It must not be started again twice, and a lost connection may hide that it was. */
  private static Problem failed(List<UUID> runs, int at, int changed, Change change) {
    boolean isRepeatable = change == Change.CANCEL;
    List<UUID> left = runs.subList(isRepeatable ? at : at + 1, runs.size());
    String unsure = isRepeatable
        ? "run " + runs.get(at) + " could not be"
        : "it is unknown whether run " + runs.get(at) + " was: look for a rerun of it";
    return Problem.partial(
        changed + " of " + runs.size() + " runs were " + change.done + "; " + unsure
            + "; see the server's log. Repeat the request only for those in left: "
            + left.size(),
        List.copyOf(left));
  }

  /** Whether the run was changed: it may have ended, and retention may have deleted it. */
  private boolean change(UUID run, Change change) {
    return switch (change) {
      case CANCEL -> stepwell.cancel(run);
      case RERUN -> rerun(run);
    };
  }

  private boolean rerun(UUID run) {
    try {
      stepwell.rerun(run);
      return true;
    } catch (NoSuchElementException e) {
      return false;
    }
  }
}
