/**
 * Random flows against a simple model, with workers that die before and after each write. Start with {@link
 * dev.stepwell.testing.property.RandomFlowsTest}.
 */
@NullMarked
package dev.stepwell.testing.property;

import org.jspecify.annotations.NullMarked;
