/**
 * The AI agent: what it says to a language model ({@link dev.stepwell.polaris.agent.Model}), and what the model may do ({@link
 * dev.stepwell.polaris.agent.Tools}). It reaches the data through {@code api} alone.
 */
@NullMarked
package dev.stepwell.polaris.agent;

import org.jspecify.annotations.NullMarked;
