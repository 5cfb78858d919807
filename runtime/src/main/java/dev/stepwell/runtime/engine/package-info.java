/**
 * The decisions: matching, executing, memoising and retrying. It uses no SQL, no HTTP and no Jackson. Start with {@link
 * dev.stepwell.runtime.engine.RunSession}.
 */
@NullMarked
package dev.stepwell.runtime.engine;

import org.jspecify.annotations.NullMarked;
