/**
 * The front door: {@link dev.stepwell.runtime.Stepwell} wires the rooms below and holds no logic of its own.
 */
@NullMarked
package dev.stepwell.runtime;

import org.jspecify.annotations.NullMarked;
