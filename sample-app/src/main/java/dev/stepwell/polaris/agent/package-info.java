/**
 * The AI agent: its requests to a language model ({@link dev.stepwell.polaris.agent.Model}), and the tools of the model
 * ({@link dev.stepwell.polaris.agent.Tools}). It accesses the data only through {@code api}.
 */
@NullMarked
package dev.stepwell.polaris.agent;

import org.jspecify.annotations.NullMarked;
