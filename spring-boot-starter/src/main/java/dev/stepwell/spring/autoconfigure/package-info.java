/** The beans that the starter adds to an application. Start with {@link dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration}. */
@NullMarked
package dev.stepwell.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
