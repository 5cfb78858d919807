/**
 * HTTP: events in, runs out, live; and the dashboard, whose modules are resources. It sees the reading port and the front door, not the engine.
 *
 * <p>Start with {@link dev.stepwell.server.StepwellServer}, or {@link dev.stepwell.server.StepwellServlet} within an application. Each
 * route says who may use it.
 */
@NullMarked
package dev.stepwell.server;

import org.jspecify.annotations.NullMarked;
