package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.MatchKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What becomes of new runs whose function gathers events. */
final class Gathered {
  /** The new runs that are not stored, as another run gets their event; and that run. */
  final Map<UUID, UUID> joined = new HashMap<>();

  /** The new runs whose event another one gets as the last of several; and that run. */
  final Map<UUID, UUID> receivers = new HashMap<>();

  /** The new runs that are stored with a later event than their own. */
  final Set<UUID> superseded = new HashSet<>();

  /** The new runs that are stored and wait for more events. */
  final Map<UUID, Waiting> waiting = new HashMap<>();

  /** The events of runs that have several. */
  final List<GatherStatements.Link> links = new ArrayList<>();

  /**
   * How a new run waits.
   *
   * @param dueAt when it starts
   * @param closed whether it starts now and gathers no more
   * @param eventId the event that it gets
   * @param cancelledBy what cancels it
   */
  record Waiting(Instant dueAt, boolean closed, String eventId, List<MatchKey> cancelledBy) {}
}
