/**
 * The HTTP API: sends events, reads runs, streams changes, and serves the dashboard. This package contains the public
 * API, wires the others, most of which are named after the paths that they serve, and turns their exceptions into
 * problem details. The packages use the reading port and the public API of the runtime, not the engine.
 *
 * <p>Start with {@link dev.stepwell.server.StepwellServer}, or {@link dev.stepwell.server.StepwellServlet} within an
 * application; then read {@link dev.stepwell.server.Api}. Each route defines which clients may use it.
 */
@NullMarked
package dev.stepwell.server;

import org.jspecify.annotations.NullMarked;
