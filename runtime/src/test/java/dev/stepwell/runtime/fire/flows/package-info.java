/** The functions that burn: a mixture of all that a flow can do. Each step tells the {@link dev.stepwell.runtime.fire.flows.Witness}. */
@NullMarked
package dev.stepwell.runtime.fire.flows;

import org.jspecify.annotations.NullMarked;
