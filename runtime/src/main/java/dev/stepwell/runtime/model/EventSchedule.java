package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that was created at run time, and sends an event at each tick.
 *
 * @param id its id, unique in the database
 * @param event the name of the event
 * @param data the event's payload, a JSON object
 * @param cron a cron expression of five fields
 * @param timeZone the id of the expression's time zone
 * @param nextAt when it ticks next; of a paused schedule, when it would have
 * @param pausedAt since when it sends nothing; null unless it is paused
 */
public record EventSchedule(
    String id,
    String event,
    String data,
    String cron,
    String timeZone,
    Instant nextAt,
    @Nullable Instant pausedAt) {}
