/**
 * {@code /api/functions}, and how functions do: {@code /api/metrics}, {@code /api/failures} and {@code /api/workers}. Imports {@code
 * runs}, whose errors it shows, {@code secrets} and {@code http}. Start with {@link dev.stepwell.server.functions.FunctionsApi}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.functions;

import org.jspecify.annotations.NullMarked;
