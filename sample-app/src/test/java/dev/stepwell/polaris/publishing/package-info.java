/** A function that is a graph of steps, for the dashboard to show. */
@NullMarked
package dev.stepwell.polaris.publishing;

import org.jspecify.annotations.NullMarked;
