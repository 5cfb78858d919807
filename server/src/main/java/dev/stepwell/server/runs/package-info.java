/**
 * {@code /api/runs}: reads, cancels and repeats runs. Imports {@code secrets} and {@code http}. Start with
 * {@link dev.stepwell.server.runs.RunsApi}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.runs;

import org.jspecify.annotations.NullMarked;
