/**
 * {@code /health} and {@code /ready}: what watches the process asks here. Imports {@code http}. Start with {@link
 * dev.stepwell.server.health.HealthApi}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.health;

import org.jspecify.annotations.NullMarked;
