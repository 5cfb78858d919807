/** One feature, one program. */
@NullMarked
package dev.stepwell.examples;

import org.jspecify.annotations.NullMarked;
