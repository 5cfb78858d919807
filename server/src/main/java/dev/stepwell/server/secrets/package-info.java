/**
 * Masks secrets in displayed data; imports {@code http}. Start with {@link dev.stepwell.server.secrets.Secrets}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.secrets;

import org.jspecify.annotations.NullMarked;
