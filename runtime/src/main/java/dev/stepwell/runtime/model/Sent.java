package dev.stepwell.runtime.model;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The result of a send: the event is on disk.
 *
 * @param eventId the event's id
 * @param duplicate whether an event with that id already existed; then it stays as it is, and nothing new was started
 * @param runIds the runs that the event started, or that get it along with other events; empty for an event that takes effect later
 * @param heard whether any function, cancellation or wait listens to events of this name. If not, the event is stored and starts
 *     nothing: its name may be wrong, or no worker with the function has started on this database yet
 * @param skipped the runs that are recorded as skipped, with their reasons
 * @param joined those of {@code runIds} that already existed and get the event along with others: a batch, or a debounced run
 */
public record Sent(
    String eventId,
    boolean duplicate,
    List<UUID> runIds,
    boolean heard,
    List<SkippedRun> skipped,
    Set<UUID> joined) {
  /** Keeps copies. */
  public Sent {
    runIds = List.copyOf(runIds);
    skipped = List.copyOf(skipped);
    joined = Set.copyOf(joined);
  }

  /** The result of a send that skipped no run and joined no other events. */
  public Sent(String eventId, boolean duplicate, List<UUID> runIds, boolean heard) {
    this(eventId, duplicate, runIds, heard, List.of(), Set.of());
  }
}
