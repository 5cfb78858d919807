/**
 * The one room that reads a clock. Start with {@link dev.stepwell.runtime.time.Clock}.
 */
@NullMarked
package dev.stepwell.runtime.time;

import org.jspecify.annotations.NullMarked;
