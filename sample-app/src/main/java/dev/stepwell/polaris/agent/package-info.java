/** The AI agent: what it says to a language model, and the tools that the model may call. */
@NullMarked
package dev.stepwell.polaris.agent;

import org.jspecify.annotations.NullMarked;
