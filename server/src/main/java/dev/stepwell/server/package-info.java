/**
 * HTTP: events in, runs out. It sees the reading port and the front door, not the engine.
 *
 * <p>Start with {@link dev.stepwell.server.StepwellServer}.
 */
@NullMarked
package dev.stepwell.server;

import org.jspecify.annotations.NullMarked;
