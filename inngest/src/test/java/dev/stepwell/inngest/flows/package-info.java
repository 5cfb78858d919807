/** The functions that the tests run on a server. */
@NullMarked
package dev.stepwell.inngest.flows;

import org.jspecify.annotations.NullMarked;
