/** The server of the tests, which other modules of this build use as well. */
@NullMarked
package dev.stepwell.inngest.testserver;

import org.jspecify.annotations.NullMarked;
