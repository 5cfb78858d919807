package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.secrets.PageSecrets;
import dev.stepwell.server.secrets.RunSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Searches runs by the text that is displayed: masked text cannot be found. It compares the text after masking, and
 * neither the page nor its cursor depends on secrets.
 */
final class RunSearch {
  /** The maximum number of errors compared per page: their secrets must be found first. */
  private static final int ERRORS_LOOKED_AT = 500;

  private static final int PAGE = 200;

  /** The maximum number of characters compared per error: the whole message, as it is stored. */
  private static final int MAX_MESSAGE = 40_000;

  private final Runs runs;
  private final RunSecrets secrets;

  RunSearch(Runs runs, RunSecrets secrets) {
    this.runs = runs;
    this.secrets = secrets;
  }

  RunPage page(RunFilter filter, @Nullable UUID before, int max) {
    return filter.text() == null
        ? runs.runViews(filter, before, max, ErrorInfo.MAX_SHORTENED)
        : search(filter.withAnyError(), filter.text().toLowerCase(Locale.ROOT), before, max);
  }

  /**
   * The store selects the runs whose ids contain the text, and all runs with errors, whose texts are compared here. So what
   * it selects does not depend on secrets.
   */
  private RunPage search(RunFilter filter, String text, @Nullable UUID before, int max) {
    List<Run> found = new ArrayList<>();
    UUID last = before;
    int errors = 0;
    do {
      RunPage page = runs.runViews(filter, last, PAGE, MAX_MESSAGE);
      Map<UUID, Retry> retries = retries(page.runs(), MAX_MESSAGE);
      PageSecrets secretsOfPage = new PageSecrets(runs, secrets);
      for (Run run : page.runs()) {
        if (found.size() == max || errors == ERRORS_LOOKED_AT) {
          return new RunPage(found, last);
        }
        ErrorInfo error = error(run, retries.get(run.id()));
        errors += error == null ? 0 : 1;
        if (contains(run, error, text, secretsOfPage)) {
          found.add(run);
        }
        last = run.id();
      }
      boolean isLast = page.runs().size() < PAGE;
      last = page.next();
      if (isLast) {
        return new RunPage(found, last);
      }
    } while (last != null);
    return new RunPage(found, null);
  }

  /** The runs that retry a step, with that step and the beginning of its error. */
  Map<UUID, Retry> retries(List<Run> list) {
    return retries(list, ErrorInfo.MAX_SHORTENED);
  }

  private Map<UUID, Retry> retries(List<Run> list, int limit) {
    List<UUID> live =
        list.stream().filter(run -> run.endedAt() == null).map(Run::id).toList();
    return live.isEmpty()
        ? Map.of()
        : runs.retries(live, limit).stream()
            .collect(Collectors.toMap(Retry::runId, Function.identity()));
  }

  private static @Nullable ErrorInfo error(Run run, @Nullable Retry retry) {
    return retry == null ? run.error() : retry.error();
  }

  private static boolean contains(
      Run run, @Nullable ErrorInfo error, String text, PageSecrets secretsOfPage) {
    return run.id().toString().contains(text)
        || run.eventId().toLowerCase(Locale.ROOT).contains(text)
        || (error != null
            && (error.type() + " " + secretsOfPage.of(run).of(error.message()))
                .toLowerCase(Locale.ROOT)
                .contains(text));
  }
}
