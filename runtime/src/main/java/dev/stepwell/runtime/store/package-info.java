/**
 * The ports: what the engine asks of storage, in the nouns of the model. Start with {@link dev.stepwell.runtime.store.Journal}.
 */
@NullMarked
package dev.stepwell.runtime.store;

import org.jspecify.annotations.NullMarked;
