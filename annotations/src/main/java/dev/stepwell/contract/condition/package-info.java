/**
 * Conditions on events: what they may say, how they are read, and whether they hold. The compiler and the runtime share this, so
 * that both understand a condition in the same way. Start with {@link dev.stepwell.contract.condition.Expression}. This package
 * imports nothing.
 */
@NullMarked
package dev.stepwell.contract.condition;

import org.jspecify.annotations.NullMarked;
