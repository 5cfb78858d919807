/**
 * {@code /health} and {@code /ready}: probes for monitoring. Imports {@code http}. Start with {@link
 * dev.stepwell.server.health.HealthApi}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.health;

import org.jspecify.annotations.NullMarked;
