/**
 * Keeps secrets out of what is shown; imports {@code http}. Start with {@link dev.stepwell.server.secrets.Secrets}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.secrets;

import org.jspecify.annotations.NullMarked;
