/** The Maven goals on top of {@link dev.stepwell.lock.Release}. */
@org.jspecify.annotations.NullMarked
package dev.stepwell.maven;
