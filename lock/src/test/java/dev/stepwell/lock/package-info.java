/** Compiles functions and their changes with the real compiler, and compares them. */
@org.jspecify.annotations.NullMarked
package dev.stepwell.lock;
