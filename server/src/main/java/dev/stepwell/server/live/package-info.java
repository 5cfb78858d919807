/**
 * {@code /api/live}: lists of runs and events, and single runs, as they change. Imports {@code events}, {@code runs} and {@code http}. Start
 * with {@link dev.stepwell.server.live.LiveApi}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.live;

import org.jspecify.annotations.NullMarked;
