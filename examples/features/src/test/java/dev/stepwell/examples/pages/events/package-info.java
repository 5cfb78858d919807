/** The code on a page of the documentation. */
@NullMarked
package dev.stepwell.examples.pages.events;

import org.jspecify.annotations.NullMarked;
