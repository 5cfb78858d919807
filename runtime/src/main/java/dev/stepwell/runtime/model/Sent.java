package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;

/**
 * The answer to a send: the event is on disk.
 *
 * @param eventId the event's id
 * @param duplicate whether an event of that id was there already; then that one stands, and nothing new was started
 * @param runIds the runs that the event started, empty when no function listens to its name
 */
public record Sent(String eventId, boolean duplicate, List<UUID> runIds) {}
