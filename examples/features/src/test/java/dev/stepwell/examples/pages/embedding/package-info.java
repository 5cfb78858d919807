/** The code of the pages about starting and middleware, which says nothing of null. */
@NullUnmarked
package dev.stepwell.examples.pages.embedding;

import org.jspecify.annotations.NullUnmarked;
