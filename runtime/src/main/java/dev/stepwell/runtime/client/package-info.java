/**
 * Writes of a caller: send and cancel, through the ports. Start with {@link dev.stepwell.runtime.client.Client}.
 */
@NullMarked
package dev.stepwell.runtime.client;

import org.jspecify.annotations.NullMarked;
