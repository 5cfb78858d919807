/**
 * Reads the bodies of functions into step graphs: the only package that uses {@code com.sun.source}. Start with {@link
 * dev.stepwell.processor.graph.GraphScanner}.
 */
@NullMarked
package dev.stepwell.processor.graph;

import org.jspecify.annotations.NullMarked;
