/** The functions that the tests of the test kit execute. */
@NullMarked
package dev.stepwell.testing.flows;

import org.jspecify.annotations.NullMarked;
