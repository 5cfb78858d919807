package dev.stepwell;

/**
 * The first of several events, for which a run has waited with {@link Steps#any}.
 *
 * @param index the index of the first match that selects the event, from 0
 * @param event the event's payload
 * @param <E> the type of the payloads of all the events
 */
public record FirstEvent<E extends Record>(int index, E event) {}
