/**
 * JSON: the only room that knows Jackson; its own signatures speak of text and Java types. Start with {@link dev.stepwell.runtime.codec.Json}.
 */
@NullMarked
package dev.stepwell.runtime.codec;

import org.jspecify.annotations.NullMarked;
