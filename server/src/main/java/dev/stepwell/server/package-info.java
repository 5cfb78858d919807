/**
 * HTTP: events in, runs out, live; and the dashboard. What users name is here, and nowhere below. It listens, wires the
 * rooms, most of which are named after the paths that they serve, and says in problem details what they throw. All see the reading port
 * and the front door of the runtime, not the engine.
 *
 * <p>Start with {@link dev.stepwell.server.StepwellServer}, or {@link dev.stepwell.server.StepwellServlet} within an application; then
 * go on with {@link dev.stepwell.server.Api}. Each route says who may use it.
 */
@NullMarked
package dev.stepwell.server;

import org.jspecify.annotations.NullMarked;
