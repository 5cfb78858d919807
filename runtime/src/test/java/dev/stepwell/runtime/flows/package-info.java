/** The functions that the tests of the runtime execute. */
@NullMarked
package dev.stepwell.runtime.flows;

import org.jspecify.annotations.NullMarked;
