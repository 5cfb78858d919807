/**
 * The nouns: records and enums that say what is stored. Imports no other package of the runtime. Start with {@link dev.stepwell.runtime.model.Run}.
 */
@NullMarked
package dev.stepwell.runtime.model;

import org.jspecify.annotations.NullMarked;
