/**
 * Reads annotated elements into the model. Only this package and {@code graph} use {@code javax.lang.model}. Start with
 * {@link dev.stepwell.processor.scan.ClassScanner}.
 */
@NullMarked
package dev.stepwell.processor.scan;

import org.jspecify.annotations.NullMarked;
