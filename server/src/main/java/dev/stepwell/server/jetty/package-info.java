/**
 * The Jetty server of a {@link dev.stepwell.server.StepwellServer}. Only this package uses Jetty, which is an optional
 * dependency; it imports {@code http}. Start with {@link dev.stepwell.server.jetty.JettyListener}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.jetty;

import org.jspecify.annotations.NullMarked;
