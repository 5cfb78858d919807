/**
 * The runtime under fire: processes that are killed and paused, and a Postgres that crashes. Start with {@link
 * dev.stepwell.runtime.fire.FireTest}.
 */
@NullMarked
package dev.stepwell.runtime.fire;

import org.jspecify.annotations.NullMarked;
