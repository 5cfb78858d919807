/**
 * The model: records and enums of stored data. Imports no other package of the runtime. Start with {@link
 * dev.stepwell.runtime.model.Run}.
 */
@NullMarked
package dev.stepwell.runtime.model;

import org.jspecify.annotations.NullMarked;
