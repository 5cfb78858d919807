/** Stepwell in tests of Spring applications. Start with {@link dev.stepwell.spring.test.StepwellTest}. */
@NullMarked
package dev.stepwell.spring.test;

import org.jspecify.annotations.NullMarked;
