package dev.stepwell.polaris.agent;

import java.util.List;

/**
 * What the model has answered: tool calls, or the final text.
 *
 * @param text what it says; empty if it only calls tools
 * @param calls the tools that it wants called
 */
public record ModelReply(String text, List<ToolCall> calls) {}
