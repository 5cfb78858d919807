/** The internal HTTP API on that data, and the client by which the jobs use it. */
@NullMarked
package dev.stepwell.polaris.api;

import org.jspecify.annotations.NullMarked;
