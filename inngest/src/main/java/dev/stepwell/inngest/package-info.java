/** Runs generated functions on an Inngest server. Start with {@link dev.stepwell.inngest.InngestEndpoint}. */
@NullMarked
package dev.stepwell.inngest;

import org.jspecify.annotations.NullMarked;
