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
import java.util.function.Predicate;
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
          + " \"among\": [ids] to change no other runs than those that a dry run has found";
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
        request -> answer(request, EnumSet.complementOf(EnumSet.copyOf(ENDED)), stepwell::cancel));
    routes.post("/api/runs/rerun", request -> answer(request, ENDED, this::rerun));
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

  private void answer(Exchange request, Set<RunStatus> possible, Predicate<UUID> change) {
    Fields body = Fields.of(request, CURE, FIELDS);
    boolean isDry = body.flag("dryRun");
    BulkSelection.Found found = selection.of(body, possible);
    int changed = isDry ? 0 : changed(found.ids(), change);
    request.json(Answer.of(found, changed));
  }

  /** Each run is changed in a transaction of its own, so a failure must say how many are changed already. */
  private static int changed(List<UUID> runs, Predicate<UUID> change) {
    int changed = 0;
    for (UUID run : runs) {
      try {
        changed += change.test(run) ? 1 : 0;
      } catch (RuntimeException e) {
        log.warn("A request for {} runs failed after {} were changed", runs.size(), changed, e);
        throw Problem.busy(
            changed + " of " + runs.size() + " runs were changed, and run " + run
                + " could not be: see the server's log, and count anew before you repeat the request",
            2);
      }
    }
    return changed;
  }

  /** Whether the run could be repeated: retention may have deleted it. */
  private boolean rerun(UUID run) {
    try {
      stepwell.rerun(run);
      return true;
    } catch (NoSuchElementException e) {
      return false;
    }
  }
}
