/**
 * Access control: which clients may use which routes, from which addresses and how often; and the login. It knows only
 * its own routes, and imports {@code http}. Start with {@link dev.stepwell.server.access.Entrance}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.access;

import org.jspecify.annotations.NullMarked;
