/** Stepwell in the transactions of Spring, and Spring in those of Stepwell. Start with {@link dev.stepwell.spring.transaction.StepwellDatabase}. */
@NullMarked
package dev.stepwell.spring.transaction;

import org.jspecify.annotations.NullMarked;
