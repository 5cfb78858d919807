/**
 * {@code /api/functions}, and their statistics: {@code /api/metrics}, {@code /api/failures} and {@code /api/workers}.
 * Imports {@code runs}, for errors, {@code secrets} and {@code http}. Start with {@link
 * dev.stepwell.server.functions.FunctionsApi}.
 *
 * <p>Public types are for other packages of the server.
 */
@NullMarked
package dev.stepwell.server.functions;

import org.jspecify.annotations.NullMarked;
