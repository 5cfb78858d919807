/** Explains why an application with Stepwell fails to start. */
@NullMarked
package dev.stepwell.spring.diagnostics;

import org.jspecify.annotations.NullMarked;
