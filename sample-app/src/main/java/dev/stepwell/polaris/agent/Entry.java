package dev.stepwell.polaris.agent;

import java.util.List;

/**
 * An entry of the transcript for the model.
 *
 * @param role {@code user}, {@code assistant} or {@code tool}
 * @param text the text, or the result of the tool
 * @param calls the tools that the assistant called; empty otherwise
 * @param callId the call whose result this is; empty otherwise
 * @param tool the tool whose result this is; empty otherwise
 */
public record Entry(String role, String text, List<ToolCall> calls, String callId, String tool) {
  /** A message of the user. */
  public static Entry user(String text) {
    return new Entry("user", text, List.of(), "", "");
  }

  /** A message of the assistant. */
  public static Entry assistant(ModelReply reply) {
    return new Entry("assistant", reply.text(), reply.calls(), "", "");
  }

  /** The result of a tool. */
  public static Entry result(ToolCall call, String text) {
    return new Entry("tool", text, List.of(), call.id(), call.name());
  }
}
