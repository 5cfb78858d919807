/**
 * Reads annotated elements into the model: the only room, with that of graphs, that knows {@code javax.lang.model}. Start with {@link dev.stepwell.processor.scan.ClassScanner}.
 */
@NullMarked
package dev.stepwell.processor.scan;

import org.jspecify.annotations.NullMarked;
