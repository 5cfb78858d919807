package dev.stepwell.processor.model;

import java.util.List;

/**
 * What starts a function: events, or a clock.
 *
 * @param events the names of the events
 * @param crons the clock's cron expressions
 * @param timeZone the clock's time zone
 * @param address where the events stand
 */
public record TriggersModel(
    List<TextModel> events, List<TextModel> crons, TextModel timeZone, Address address) {}
