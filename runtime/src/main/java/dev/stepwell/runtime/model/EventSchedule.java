package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule created at run time, which sends an event at each tick.
 *
 * @param id its id, unique in the database
 * @param event the name of the event
 * @param data the event's payload, a JSON object
 * @param cron a cron expression of five fields
 * @param timeZone the id of the expression's time zone
 * @param nextAt the next tick; for a paused schedule, the one when it was paused
 * @param pausedAt when it was paused; null if it is not
 */
public record EventSchedule(
    String id,
    String event,
    String data,
    String cron,
    String timeZone,
    Instant nextAt,
    @Nullable Instant pausedAt) {}
