/**
 * The dashboard as a browser loads it; its page and modules are the resources of this package. Imports {@code http}. Start with {@link
 * dev.stepwell.server.dashboard.Page}.
 *
 * <p>The page has no inline styles or scripts but its import map, whose hash is in the content security policy. A size that depends on
 * data is an SVG attribute.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.dashboard;

import org.jspecify.annotations.NullMarked;
