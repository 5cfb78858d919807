/**
 * Stepwell in Spring Boot: what applications name. The beans themselves come from {@code dev.stepwell.spring.autoconfigure}. Start with {@link
 * dev.stepwell.spring.StepwellProperties}.
 */
@NullMarked
package dev.stepwell.spring;

import org.jspecify.annotations.NullMarked;
