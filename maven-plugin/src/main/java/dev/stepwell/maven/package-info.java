/** The goals of the build: they ask {@link dev.stepwell.lock.Release}, and say what it answers. */
@org.jspecify.annotations.NullMarked
package dev.stepwell.maven;
