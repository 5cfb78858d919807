/**
 * The Jetty that listens for a {@link dev.stepwell.server.StepwellServer}. The only room that knows Jetty, which is an optional dependency;
 * imports {@code http}. Start with {@link dev.stepwell.server.jetty.JettyListener}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.jetty;

import org.jspecify.annotations.NullMarked;
