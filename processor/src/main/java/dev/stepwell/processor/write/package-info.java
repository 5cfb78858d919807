/**
 * Writes the generated files: the only package that uses JavaPoet. Start with {@link dev.stepwell.processor.write.Writer}.
 */
@NullMarked
package dev.stepwell.processor.write;

import org.jspecify.annotations.NullMarked;
