/**
 * The functions of the fire test: a mixture of all features of flows. Each step reports to the {@link
 * dev.stepwell.runtime.fire.flows.Witness}.
 */
@NullMarked
package dev.stepwell.runtime.fire.flows;

import org.jspecify.annotations.NullMarked;
