/** Middleware of an application on Spring: OpenTelemetry, Sentry, and Micrometer's observations. */
@NullMarked
package dev.stepwell.spring.tracing;

import org.jspecify.annotations.NullMarked;
