/** Executes call requests on the engine. */
@NullMarked
package dev.stepwell.inngest.calls;

import org.jspecify.annotations.NullMarked;
