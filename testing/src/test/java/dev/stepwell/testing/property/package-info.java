/**
 * Random flows and graphs against a simple model, with workers that die before and after each write. Start with {@link
 * dev.stepwell.testing.property.RandomFlowsTest} and {@link dev.stepwell.testing.property.RandomGraphsTest}.
 */
@NullMarked
package dev.stepwell.testing.property;

import org.jspecify.annotations.NullMarked;
