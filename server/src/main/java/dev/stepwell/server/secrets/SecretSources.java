package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ConnectedRuns.InvokedRun;
import dev.stepwell.runtime.store.ConnectedRuns.RunLink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of many runs in batches. Each run is read once, however many runs of a page are connected with it. What
 * ended runs contain is cached for later pages.
 */
final class SecretSources {
  /** The maximum number of runs that one run may have invoked. */
  static final int MAX_INVOKED = 10_000;

  private static final int RUNS_AT_ONCE = 500;

  private final ConnectedRuns stored;
  private final SecretNames names;
  private final UnaryOperator<String> decoded;
  private final KnownSources ended;
  private final KnownSources read = new KnownSources();

  /**
   * Reads the values of these fields.
   *
   * @param decoded decodes payloads, where this process can
   * @param ended what is known of ended runs
   */
  SecretSources(
      ConnectedRuns stored, SecretNames names, UnaryOperator<String> decoded, KnownSources ended) {
    this.stored = stored;
    this.names = names;
    this.decoded = decoded;
    this.ended = ended;
  }

  SecretNames names() {
    return names;
  }

  /** Whether any of these runs exists. */
  boolean areAny(Collection<UUID> runIds) {
    return !stored.links(runIds).isEmpty();
  }

  /** Those of these runs that exist; not all of them if the budget is exceeded. */
  List<SecretSource> ofRuns(Collection<UUID> runIds, SecretBudget budget) {
    List<SecretSource> sources = new ArrayList<>(runIds.size());
    List<UUID> unread = new ArrayList<>();
    for (UUID id : runIds) {
      SecretSource known = known(id);
      if (known == null) {
        unread.add(id);
      } else {
        budget.takeCharacters(known.characters());
        budget.takePayloads(known.payloads());
        sources.add(known);
      }
    }
    for (int from = 0; from < unread.size() && !budget.isExceeded(); from += RUNS_AT_ONCE) {
      sources.addAll(
          read(unread.subList(from, Math.min(unread.size(), from + RUNS_AT_ONCE)), budget));
    }
    return sources;
  }

  private @Nullable SecretSource known(UUID id) {
    SecretSource known = read.get(id, names);
    return known == null ? ended.get(id, names) : known;
  }

  /** An event by itself; null if it does not exist. */
  @Nullable
  SecretSource ofEvent(String eventId, SecretBudget budget) {
    SecretSource source = null;
    for (EventView event : stored.eventViews(List.of(eventId), budget.characters())) {
      SourceBuilder builder = new SourceBuilder(names, decoded, budget);
      builder.add(event);
      source = builder.source();
    }
    return source;
  }

  /** A run that has ended before its payloads are read does not change. */
  private List<SecretSource> read(List<UUID> ids, SecretBudget budget) {
    List<RunLink> links = stored.links(ids);
    Map<UUID, SourceBuilder> builders = new LinkedHashMap<>();
    for (RunLink link : links) {
      SourceBuilder builder = new SourceBuilder(names, decoded, budget);
      if (link.callerId() != null) {
        builder.connect(link.callerId());
      }
      builders.put(link.runId(), builder);
    }
    connectInvoked(builders);
    new PayloadReads(stored, builders, budget).read(links);
    List<SecretSource> sources = new ArrayList<>(links.size());
    for (RunLink link : links) {
      SecretSource source = Objects.requireNonNull(builders.get(link.runId())).source();
      sources.add(source);
      if (source.isComplete() && !budget.isExceeded()) {
        (link.hasEnded() ? ended : read).put(link.runId(), source, names);
      }
    }
    return sources;
  }

  private void connectInvoked(Map<UUID, SourceBuilder> builders) {
    List<InvokedRun> invoked = stored.invokedBy(builders.keySet(), MAX_INVOKED + 1);
    for (InvokedRun each : invoked) {
      Objects.requireNonNull(builders.get(each.callerId())).connect(each.runId());
    }
    if (invoked.size() > MAX_INVOKED) {
      builders.values().forEach(SourceBuilder::addUnknown);
    }
  }
}
