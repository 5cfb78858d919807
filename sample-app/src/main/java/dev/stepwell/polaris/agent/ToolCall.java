package dev.stepwell.polaris.agent;

/**
 * A tool call that the model asks for.
 *
 * @param id the call's id, by which its result is told
 * @param name the tool
 * @param arguments the arguments, a JSON object as text; the model may have got it wrong
 */
public record ToolCall(String id, String name, String arguments) {}
