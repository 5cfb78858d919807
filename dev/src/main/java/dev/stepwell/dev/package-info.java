/**
 * Stepwell on a developer's machine: the embedded Postgres, and everything switched on, in one call.
 *
 * <p>Start with {@link dev.stepwell.dev.DevStepwell}.
 */
@NullMarked
package dev.stepwell.dev;

import org.jspecify.annotations.NullMarked;
