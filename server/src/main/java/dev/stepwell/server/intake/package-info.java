/** Processes requests before they reach a route: reads bodies without a thread, and limits the number of requests. */
@NullMarked
package dev.stepwell.server.intake;

import org.jspecify.annotations.NullMarked;
