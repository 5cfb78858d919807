package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.secrets.SecretValues;
import dev.stepwell.runtime.store.Runs;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in the texts of a run or an event. It caches the result for ended runs, whose payloads do not change.
 */
public final class RunSecrets {
  private static final int MAX_REMEMBERED = 2_000;

  /** The maximum total of characters that the cached redactions search for. */
  private static final long MAX_CHARACTERS = 4_000_000;

  /**
   * A search reads some million characters at a time, or one payload of up to 16 Mi characters: this many fit in memory in
   * addition to the requests.
   */
  private static final int MAX_SEARCHES =
      (int) Math.max(1, Math.min(8, Runtime.getRuntime().maxMemory() >> 29));

  private static final Set<RunStatus> ENDED =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SKIPPED);

  private final Runs runs;
  private final Secrets secrets;
  private final UnaryOperator<String> decoded;
  private final Semaphore searches = new Semaphore(MAX_SEARCHES);
  private final KnownSources ended = new KnownSources();
  private final Map<String, Found> remembered = new LinkedHashMap<>(16, 0.75f, true);
  private long length;

  /**
   * Searches stored payloads.
   *
   * @param decoded decodes payloads, where this process can
   */
  public RunSecrets(Runs runs, Secrets secrets, UnaryOperator<String> decoded) {
    this.runs = runs;
    this.secrets = secrets;
    this.decoded = decoded;
  }

  private record Found(Redaction redaction, SecretNames names) {}

  /** Reads the secrets of each run once, and anew: for one page. */
  SecretSources sources() {
    return new SecretSources(runs.connected(), secrets.names(), decoded, ended);
  }

  /**
   * The secrets in the texts of a run, among them those of texts that were read before this call. What a live run receives
   * later may be secret too, so its secrets are found anew each time.
   */
  public Redaction of(Run run) {
    return of(run, sources());
  }

  /** Like {@link #of(Run)}, for the page of these sources. */
  Redaction of(Run run, SecretSources sources) {
    return ENDED.contains(run.status())
        ? remembered("run " + run.id(), sources, search -> search.run(run.id()))
        : found(sources, search -> search.run(run.id()));
  }

  /** The secrets of an event: its own, and those of the run that sent it. Most events are read only once for that. */
  public Redaction of(EventView event) {
    SecretSources sources = sources();
    String text = event.data().isWhole() ? decoded.apply(event.data().text()) : null;
    if (text != null && SourceBuilder.isAlone(event.id(), text)) {
      SecretValues values = new SecretValues(sources.names());
      values.add(text);
      values.add(event.headers());
      return values.redaction();
    }
    return remembered("event " + event.id(), sources, search -> search.event(event.id()));
  }

  /** Where to search. */
  @FunctionalInterface
  private interface Looking {
    void look(SecretFlows search);
  }

  private Redaction remembered(String key, SecretSources sources, Looking looking) {
    Found known = known(key);
    if (known != null && known.names.equals(sources.names())) {
      return known.redaction;
    }
    Redaction redaction = found(sources, looking);
    remember(key, new Found(redaction, sources.names()));
    return redaction;
  }

  private Redaction found(SecretSources sources, Looking looking) {
    SecretFlows search = new SecretFlows(sources);
    searches.acquireUninterruptibly();
    try {
      looking.look(search);
    } finally {
      searches.release();
    }
    return search.redaction();
  }

  private synchronized @Nullable Found known(String key) {
    return remembered.get(key);
  }

  private synchronized void remember(String key, Found found) {
    Found replaced = remembered.put(key, found);
    length += found.redaction.length() - (replaced == null ? 0 : replaced.redaction.length());
    Iterator<Found> oldest = remembered.values().iterator();
    while (remembered.size() > MAX_REMEMBERED || length > MAX_CHARACTERS) {
      length -= oldest.next().redaction.length();
      oldest.remove();
    }
  }
}
