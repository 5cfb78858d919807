/** The code of the pages about starting and middleware, which does not use null annotations. */
@NullUnmarked
package dev.stepwell.examples.pages.embedding;

import org.jspecify.annotations.NullUnmarked;
