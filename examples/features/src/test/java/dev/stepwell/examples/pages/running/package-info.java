/** The code on a page of the documentation. */
@NullMarked
package dev.stepwell.examples.pages.running;

import org.jspecify.annotations.NullMarked;
