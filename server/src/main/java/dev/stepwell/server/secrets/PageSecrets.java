package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Runs;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the secrets in the texts of the runs of one page. Runs that invoke each other are searched
 * once, from the first caller on, because each of them may quote the secrets of all.
 */
public final class PageSecrets {
  private static final int MAX_DEPTH = 5;

  private final Runs runs;
  private final RunSecrets secrets;
  private final SecretSources sources;
  private final Map<UUID, Run> callers = new HashMap<>();
  private final Map<UUID, Redaction> found = new HashMap<>();

  /** Finds secrets for one page, all texts of which were read before. */
  public PageSecrets(Runs runs, RunSecrets secrets) {
    this.runs = runs;
    this.secrets = secrets;
    this.sources = secrets.sources();
  }

  /** The secrets to mask in texts of this run. */
  public Redaction of(Run run) {
    Run first = run;
    for (int depth = 0; depth < MAX_DEPTH && first.caller() != null; depth++) {
      Run caller = caller(first.caller());
      if (caller == null) {
        break;
      }
      first = caller;
    }
    Redaction known = found.get(first.id());
    if (known == null) {
      known = secrets.of(first, sources);
      found.put(first.id(), known);
    }
    return known;
  }

  private @Nullable Run caller(Caller caller) {
    return callers.computeIfAbsent(
        caller.runId(), id -> runs.runView(id, 0).map(RunView::run).orElse(null));
  }
}
