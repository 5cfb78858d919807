/** Sends to a server: events and API requests. */
@NullMarked
package dev.stepwell.inngest.events;

import org.jspecify.annotations.NullMarked;
