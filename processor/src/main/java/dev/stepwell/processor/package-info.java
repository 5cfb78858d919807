/**
 * The annotation processor: scan → model → check → write. Start with {@link dev.stepwell.processor.StepwellProcessor}.
 */
@NullMarked
package dev.stepwell.processor;

import org.jspecify.annotations.NullMarked;
