/**
 * What users name in their code: the annotations, {@link dev.stepwell.Steps} and the exceptions.
 *
 * <p>Start with {@link dev.stepwell.Function}. This package depends on no other package of Stepwell.
 */
@NullMarked
package dev.stepwell;

import org.jspecify.annotations.NullMarked;
