/** What the endpoint tells a server about its functions, and what it refuses. */
@NullMarked
package dev.stepwell.inngest.registration;

import org.jspecify.annotations.NullMarked;
