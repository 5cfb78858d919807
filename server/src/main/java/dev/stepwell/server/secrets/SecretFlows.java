package dev.stepwell.server.secrets;

import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretValues;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Follows the paths of secrets into a run, level by level: its event and the run that sent it, the inputs and results of
 * its steps, including the events that it waited for, the runs that it invoked, and the run that invoked it. It examines a
 * limited number of characters, payloads and runs; beyond these, it masks whole texts.
 */
final class SecretFlows {
  private static final int MAX_CHARACTERS = 20_000_000;
  private static final int MAX_PAYLOADS = 100_000;
  private static final int MAX_RUNS = SecretSources.MAX_INVOKED;
  private static final int MAX_DEPTH = 5;

  private final SecretSources sources;
  private final SecretValues values;
  private final SecretBudget budget = new SecretBudget(MAX_CHARACTERS, MAX_PAYLOADS);
  private final Set<UUID> seen = new HashSet<>();

  /** Searches for the values of secret fields in these sources. */
  SecretFlows(SecretSources sources) {
    this.sources = sources;
    this.values = new SecretValues(sources.names());
  }

  Redaction redaction() {
    return values.redaction();
  }

  void run(UUID id) {
    seen.add(id);
    List<SecretSource> source = sources.ofRuns(List.of(id), budget);
    if (source.isEmpty()) {
      values.addUnknown();
    }
    follow(connected(source));
  }

  void event(String eventId) {
    SecretSource source = sources.ofEvent(eventId, budget);
    if (source == null) {
      values.addUnknown();
    } else {
      follow(connected(List.of(source)));
    }
  }

  private void follow(Collection<UUID> first) {
    Collection<UUID> next = first;
    for (int depth = 1; depth <= MAX_DEPTH && !next.isEmpty() && !budget.isExceeded(); depth++) {
      List<UUID> level = next.stream().limit(MAX_RUNS - seen.size()).toList();
      if (level.size() < next.size()) {
        values.addUnknown();
      }
      seen.addAll(level);
      next = connected(sources.ofRuns(level, budget));
    }
    if (budget.isExceeded() || (!next.isEmpty() && sources.areAny(next))) {
      values.addUnknown();
    }
  }

  /** Adds the values of these; returns the runs that are connected with them, and were not seen. */
  private Set<UUID> connected(List<SecretSource> some) {
    Set<UUID> next = new LinkedHashSet<>();
    for (SecretSource source : some) {
      source.values().forEach(values::addValue);
      if (!source.isComplete()) {
        values.addUnknown();
      }
      source.connected().stream().filter(id -> !seen.contains(id)).forEach(next::add);
    }
    return next;
  }
}
