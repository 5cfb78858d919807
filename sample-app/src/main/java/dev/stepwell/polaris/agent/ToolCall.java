package dev.stepwell.polaris.agent;

/**
 * A tool call that the model requests.
 *
 * @param id the call's id, which its result refers to
 * @param name the tool
 * @param arguments the arguments, a JSON object as text; it may be invalid
 */
public record ToolCall(String id, String name, String arguments) {}
