package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.secrets.Secrets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in the texts of a run or an event. It caches the result for ended runs, whose payloads do not change.
 */
public final class RunSecrets {
  private static final int MAX_REMEMBERED = 500;

  /**
   * A search reads payloads of up to 16 Mi characters, one at a time: this many fit in memory in addition to the
   * requests.
   */
  private static final int MAX_SEARCHES =
      (int) Math.max(1, Math.min(8, Runtime.getRuntime().maxMemory() >> 29));

  private static final long MOMENT = Duration.ofSeconds(1).toNanos();
  private static final Set<RunStatus> ENDED =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SKIPPED);

  private final Runs runs;
  private final Secrets secrets;
  private final Semaphore searches = new Semaphore(MAX_SEARCHES);
  private final Map<String, Found> remembered = new LinkedHashMap<>(16, 0.75f, true);

  /** Searches stored payloads. */
  public RunSecrets(Runs runs, Secrets secrets) {
    this.runs = runs;
    this.secrets = secrets;
  }

  private record Found(Redaction redaction, SecretNames names, long until) {}

  /** The secrets in the texts of a run. */
  public Redaction of(Run run) {
    boolean isOver = ENDED.contains(run.status());
    return remembered("run " + run.id() + isOver, isOver, search -> search.run(run));
  }

  /** The secrets in the error of a run; none if it has no error. */
  Redaction ofErrorIn(Run run) {
    return run.error() == null ? Redaction.NONE : of(run);
  }

  /** The secrets of an event: its own, and those of the run that sent it. */
  public Redaction ofEvent(String eventId) {
    return remembered("event " + eventId, true, search -> search.event(eventId));
  }

  /** Where to search. */
  @FunctionalInterface
  private interface Looking {
    void look(SecretFlows search);
  }

  private Redaction remembered(String key, boolean isOver, Looking looking) {
    SecretNames names = secrets.names();
    Found known = known(key);
    if (known != null
        && known.names.equals(names)
        && (isOver || System.nanoTime() - known.until < 0)) {
      return known.redaction;
    }
    SecretFlows search = new SecretFlows(runs, names);
    searches.acquireUninterruptibly();
    try {
      looking.look(search);
    } finally {
      searches.release();
    }
    Redaction redaction = search.redaction();
    remember(key, new Found(redaction, names, System.nanoTime() + MOMENT));
    return redaction;
  }

  private synchronized @Nullable Found known(String key) {
    return remembered.get(key);
  }

  private synchronized void remember(String key, Found found) {
    remembered.put(key, found);
    if (remembered.size() > MAX_REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
  }
}
