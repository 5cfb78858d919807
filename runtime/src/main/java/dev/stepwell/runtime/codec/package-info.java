/**
 * JSON. Only this package uses Jackson; its API consists of text and Java types. Start with {@link
 * dev.stepwell.runtime.codec.Json}.
 */
@NullMarked
package dev.stepwell.runtime.codec;

import org.jspecify.annotations.NullMarked;
