/**
 * {@code /metrics}, and the timers of requests. Micrometer is an optional dependency: only {@link
 * dev.stepwell.server.metrics.HttpMetrics} is used without it. Imports {@code http}.
 */
@NullMarked
package dev.stepwell.server.metrics;

import org.jspecify.annotations.NullMarked;
