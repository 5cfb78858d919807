/** The code on a page of the documentation. */
@NullMarked
package dev.stepwell.examples.pages.functions;

import org.jspecify.annotations.NullMarked;
