/** The code on the pages about starting and middleware. */
@NullMarked
package dev.stepwell.examples.pages.embedding;

import org.jspecify.annotations.NullMarked;
