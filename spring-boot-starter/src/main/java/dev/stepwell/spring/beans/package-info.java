/** Durable classes as beans of the application. Start with {@link dev.stepwell.spring.beans.DurableBeans}. */
@NullMarked
package dev.stepwell.spring.beans;

import org.jspecify.annotations.NullMarked;
