/**
 * The public API: {@link dev.stepwell.runtime.Stepwell} wires the packages below and contains no logic of its own.
 */
@NullMarked
package dev.stepwell.runtime;

import org.jspecify.annotations.NullMarked;
