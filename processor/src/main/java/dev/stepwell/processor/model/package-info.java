/**
 * What was read, as plain data; it keeps an element only as an address for messages. Start with {@link dev.stepwell.processor.model.ClassModel}.
 */
@NullMarked
package dev.stepwell.processor.model;

import org.jspecify.annotations.NullMarked;
