package dev.stepwell.server.runs;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.secrets.SecretValues;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.secrets.Secrets;
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
   * A search reads payloads of up to 16 Mi characters, one at a time: this many fit in memory in addition to the
   * requests.
   */
  private static final int MAX_SEARCHES =
      (int) Math.max(1, Math.min(8, Runtime.getRuntime().maxMemory() >> 29));

  private static final Set<RunStatus> ENDED =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SKIPPED);

  private final Runs runs;
  private final Secrets secrets;
  private final UnaryOperator<String> decoded;
  private final Semaphore searches = new Semaphore(MAX_SEARCHES);
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

  /**
   * The secrets in the texts of a run, among them those of texts that were read before this call. What a live run receives
   * later may be secret too, so its secrets are found anew each time.
   */
  public Redaction of(Run run) {
    SecretNames names = secrets.names();
    return ENDED.contains(run.status())
        ? remembered("run " + run.id(), names, search -> search.run(run))
        : found(names, search -> search.run(run));
  }

  /** The secrets of an event: its own, and those of the run that sent it. Most events are read only once for that. */
  public Redaction of(EventView event) {
    SecretNames names = secrets.names();
    String text = event.data().isWhole() ? decoded.apply(event.data().text()) : null;
    if (text != null && SecretFlows.isAlone(event.id(), text)) {
      SecretValues values = new SecretValues(names);
      values.add(text);
      values.add(event.headers());
      return values.redaction();
    }
    return remembered("event " + event.id(), names, search -> search.event(event.id()));
  }

  /** Where to search. */
  @FunctionalInterface
  private interface Looking {
    void look(SecretFlows search);
  }

  private Redaction remembered(String key, SecretNames names, Looking looking) {
    Found known = known(key);
    if (known != null && known.names.equals(names)) {
      return known.redaction;
    }
    Redaction redaction = found(names, looking);
    remember(key, new Found(redaction, names));
    return redaction;
  }

  private Redaction found(SecretNames names, Looking looking) {
    SecretFlows search = new SecretFlows(runs, names, decoded);
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
