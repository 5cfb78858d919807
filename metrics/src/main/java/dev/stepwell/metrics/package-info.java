/**
 * Meters for Micrometer, and health. Imports the runtime; knows no web server. Start with {@link dev.stepwell.metrics.StepwellMeters}
 * or {@link dev.stepwell.metrics.StepwellHealth}.
 */
@NullMarked
package dev.stepwell.metrics;

import org.jspecify.annotations.NullMarked;
