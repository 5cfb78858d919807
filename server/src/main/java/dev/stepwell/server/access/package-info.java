/**
 * Who may reach the server, from where and how often; and the login. Knows of no route but its own; imports {@code http}. Start with
 * {@link dev.stepwell.server.access.Entrance}.
 *
 * <p>What is public here is so for the other rooms of the server.
 */
@NullMarked
package dev.stepwell.server.access;

import org.jspecify.annotations.NullMarked;
