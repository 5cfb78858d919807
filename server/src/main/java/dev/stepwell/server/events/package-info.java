/**
 * {@code /api/events}, {@code /e/{key}} and {@code /api/event-names}: events in and out, and what there is to send. Imports {@code
 * functions}, which listen to them, {@code runs}, which they start, {@code secrets} and {@code http}. Start with {@link
 * dev.stepwell.server.events.EventsApi}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.events;

import org.jspecify.annotations.NullMarked;
