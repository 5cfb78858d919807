/**
 * Code of an application around sends, runs and step attempts. Start with {@link
 * dev.stepwell.runtime.middleware.Middleware}.
 */
@NullMarked
package dev.stepwell.runtime.middleware;

import org.jspecify.annotations.NullMarked;
