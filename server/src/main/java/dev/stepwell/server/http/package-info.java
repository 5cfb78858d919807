/**
 * Reads requests and writes responses: JSON, parameters, problem details, headers; and which clients may use a route.
 * It imports no other package of the server. Start with {@link dev.stepwell.server.http.Problem}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.http;

import org.jspecify.annotations.NullMarked;
