/**
 * {@code /health}, {@code /ready} and {@code /metrics}: what watches the process asks here. The only room that knows Micrometer, but for
 * the settings; imports {@code http}. Start with {@link dev.stepwell.server.health.HealthApi}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.health;

import org.jspecify.annotations.NullMarked;
