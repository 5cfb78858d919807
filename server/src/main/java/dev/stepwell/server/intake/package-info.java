/** What happens before a request reaches a route: its body is read without a thread, and the number of requests is limited. */
@NullMarked
package dev.stepwell.server.intake;

import org.jspecify.annotations.NullMarked;
