/**
 * Traces sends, runs and steps with OpenTelemetry. It names the API only. Start with {@link dev.stepwell.opentelemetry.OpenTelemetryMiddleware}.
 */
@NullMarked
package dev.stepwell.opentelemetry;

import org.jspecify.annotations.NullMarked;
