package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunPage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Merges pages of runs. */
final class Pages {
  private static final Comparator<Run> NEWEST_FIRST =
      Comparator.comparing(Run::id, Sql.BY_ID).reversed();

  private Pages() {}

  /**
   * Merges pages that begin at the same place. The result ends where the first incomplete one ends; later items of the
   * others belong to the next page.
   */
  static RunPage merged(List<RunPage> pages, int max) {
    if (pages.size() == 1) {
      return pages.get(0);
    }
    @Nullable
    UUID end = pages.stream()
        .map(RunPage::next)
        .filter(Objects::nonNull)
        .max(Sql.BY_ID)
        .orElse(null);
    List<Run> runs = pages.stream()
        .flatMap(page -> page.runs().stream())
        .filter(run -> end == null || Sql.BY_ID.compare(run.id(), end) >= 0)
        .distinct()
        .sorted(NEWEST_FIRST)
        .toList();
    return runs.size() <= max
        ? new RunPage(runs, end)
        : new RunPage(runs.subList(0, max), runs.get(max - 1).id());
  }
}
