/**
 * {@code /api/events}, {@code /e/{key}} and {@code /api/event-names}: sends, receives and reads events. Imports {@code
 * functions}, which the events start, {@code runs}, {@code secrets} and {@code http}. Start with {@link
 * dev.stepwell.server.events.EventsApi}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.events;

import org.jspecify.annotations.NullMarked;
