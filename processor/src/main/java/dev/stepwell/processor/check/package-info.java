/**
 * Finds what is wrong, as data, and decides which record carries each event. Start with {@link dev.stepwell.processor.check.Fault}.
 */
@NullMarked
package dev.stepwell.processor.check;

import org.jspecify.annotations.NullMarked;
