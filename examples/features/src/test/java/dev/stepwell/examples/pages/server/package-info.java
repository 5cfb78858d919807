/** The code on a page of the documentation. */
@NullMarked
package dev.stepwell.examples.pages.server;

import org.jspecify.annotations.NullMarked;
