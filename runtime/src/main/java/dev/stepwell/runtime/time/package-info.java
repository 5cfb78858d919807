/**
 * Time. Only this package reads a clock. Start with {@link dev.stepwell.runtime.time.Clock}.
 */
@NullMarked
package dev.stepwell.runtime.time;

import org.jspecify.annotations.NullMarked;
