/**
 * How requests are read and answers are said: JSON, parameters, problem details, headers; and who may use a route. Imports no other
 * room of the server. Start with {@link dev.stepwell.server.http.Problem}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.http;

import org.jspecify.annotations.NullMarked;
