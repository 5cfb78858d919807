/** The code on a page of the documentation. */
@NullMarked
package dev.stepwell.examples.pages.waits;

import org.jspecify.annotations.NullMarked;
