/** What the documentation shows of flow control. */
@NullMarked
package dev.stepwell.examples.pages.flowcontrol;

import org.jspecify.annotations.NullMarked;
