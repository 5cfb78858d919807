/**
 * {@code /api/runs}: runs out, one and many, and what can be done to them. Imports {@code secrets} and {@code http}. Start with
 * {@link dev.stepwell.server.runs.RunsApi}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.runs;

import org.jspecify.annotations.NullMarked;
