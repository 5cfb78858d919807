/** Jackson 3 as the mapping of values. */
@NullMarked
package dev.stepwell.spring.jackson3;

import org.jspecify.annotations.NullMarked;
