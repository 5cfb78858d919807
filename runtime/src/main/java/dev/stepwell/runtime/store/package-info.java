/**
 * The ports: the storage that the engine requires, in terms of the model. Start with {@link
 * dev.stepwell.runtime.store.Journal}.
 */
@NullMarked
package dev.stepwell.runtime.store;

import org.jspecify.annotations.NullMarked;
