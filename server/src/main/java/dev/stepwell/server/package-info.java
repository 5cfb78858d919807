/**
 * HTTP: events in, runs out, live; and the dashboard. What users name is here; it wires the rooms below, which are named after the
 * paths that they serve, listens, and says in problem details what is thrown. It sees the reading port and the front door, not the
 * engine.
 *
 * <p>Start with {@link dev.stepwell.server.StepwellServer}, or {@link dev.stepwell.server.StepwellServlet} within an application; then
 * go on with {@link dev.stepwell.server.Api}. Each route says who may use it.
 */
@NullMarked
package dev.stepwell.server;

import org.jspecify.annotations.NullMarked;
