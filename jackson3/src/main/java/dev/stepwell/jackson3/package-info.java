/** Maps the values of an application with Jackson 3. */
@NullMarked
package dev.stepwell.jackson3;

import org.jspecify.annotations.NullMarked;
