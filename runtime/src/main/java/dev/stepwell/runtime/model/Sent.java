package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;

/**
 * The answer to a send: the event is on disk.
 *
 * @param eventId the event's id
 * @param duplicate whether an event of that id was there already; then that one stands, and nothing new was started
 * @param runIds the runs that the event started; empty for an event that takes effect later
 * @param heard whether any function, cancellation or wait listens to events of this name. If not, the event is stored and starts
 *     nothing: its name may be wrong, or no worker with the function has started on this database yet
 */
public record Sent(String eventId, boolean duplicate, List<UUID> runIds, boolean heard) {}
