/**
 * Compares the functions of a build with those of the last release, and reports the effect on runs in flight. Read {@link
 * dev.stepwell.lock.BuildComparison} first. It knows no build tool.
 */
@org.jspecify.annotations.NullMarked
package dev.stepwell.lock;
