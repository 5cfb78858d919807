/**
 * Conditions on events: their syntax, their parser and their evaluation. The compiler and the runtime share this package, so both
 * interpret a condition in the same way. Start with {@link dev.stepwell.contract.condition.Expression}. This package
 * imports nothing.
 */
@NullMarked
package dev.stepwell.contract.condition;

import org.jspecify.annotations.NullMarked;
