package dev.stepwell.polaris.agent;

import java.util.List;

/**
 * A reply of the model: tool calls, or the final text.
 *
 * @param text the text; empty if it only calls tools
 * @param calls the tool calls that it requests
 */
public record ModelReply(String text, List<ToolCall> calls) {}
